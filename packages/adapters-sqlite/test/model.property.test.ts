import { testModel } from '@orderfolio/conformance';
import { file, memory } from './support/adapters.ts';

testModel(memory, { sequences: 200 });
testModel(file, { sequences: 30 });
