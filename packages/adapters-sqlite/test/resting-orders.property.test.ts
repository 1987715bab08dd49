import { testRestingOrders } from '@orderfolio/conformance';
import { file, memory } from './adapters.ts';

testRestingOrders(memory, { sequences: 800 });
testRestingOrders(file, { sequences: 40 });
