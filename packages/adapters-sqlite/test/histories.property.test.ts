import { testHistories } from '@orderfolio/conformance';
import { file, memory } from './support/adapters.ts';

testHistories(memory, { histories: 10 });
testHistories(file, { histories: 3 });
