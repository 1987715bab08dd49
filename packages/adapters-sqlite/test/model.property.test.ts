import { testModel } from '@orderfolio/conformance';
import { file, memory } from './adapters.ts';

testModel(memory, { sequences: 2_000 });
testModel(file, { sequences: 60 });
