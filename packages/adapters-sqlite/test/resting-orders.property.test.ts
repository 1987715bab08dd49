import { testRestingOrders } from '@orderfolio/conformance';
import { file, memory } from './support/adapters.ts';

testRestingOrders(memory, { sequences: 300 });
testRestingOrders(file, { sequences: 20 });
