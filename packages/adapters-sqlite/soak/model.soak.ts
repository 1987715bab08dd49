import { testModel } from '@orderfolio/conformance';
import { file, memory } from '../test/support/adapters.ts';

testModel(memory, { sequences: 20_000 });
testModel(file, { sequences: 2_000 });
