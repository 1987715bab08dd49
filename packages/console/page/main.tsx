import 'uplot/dist/uPlot.min.css';
import './style/theme.css';
import './style/parts.css';
import './style/layout.css';
import './style/operator.css';
import './style/user.css';
import { render } from 'preact';
import { Console } from './console.tsx';

render(<Console />, document.body);
