import { testAdapter } from '@orderfolio/conformance';
import { file, memory } from './adapters.ts';

testAdapter(memory);
testAdapter(file);
