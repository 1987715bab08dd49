import { testAdapter, testModel, testRestingOrders, testTampering } from '@orderfolio/conformance';
import { mapAdapter } from './map-adapter.ts';

testAdapter(mapAdapter);
testTampering(mapAdapter, { everySort: false });
testModel(mapAdapter, { sequences: 20 });
testRestingOrders(mapAdapter, { sequences: 20 });
