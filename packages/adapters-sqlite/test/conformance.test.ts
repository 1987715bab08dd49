import { testAdapter } from '@orderfolio/conformance';
import { file, memory } from './support/adapters.ts';

testAdapter(memory);
testAdapter(file);
