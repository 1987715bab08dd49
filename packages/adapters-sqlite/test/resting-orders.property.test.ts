import { testRestingOrders } from '@orderfolio/conformance';
import { file, memory } from './support/adapters.ts';

testRestingOrders(memory, { sequences: 100 });
testRestingOrders(file, { sequences: 20 });
