import { testAdapter } from '@orderfolio/domain/conformance';
import { file, memory } from './adapters.ts';

testAdapter(memory);
testAdapter(file);
