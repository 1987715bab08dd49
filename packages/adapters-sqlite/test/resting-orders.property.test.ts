import { testRestingOrders } from '@orderfolio/domain/conformance';
import { file, memory } from './adapters.ts';

testRestingOrders(memory, { sequences: 800 });
testRestingOrders(file, { sequences: 40 });
