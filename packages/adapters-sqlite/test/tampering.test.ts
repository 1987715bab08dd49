import { testTampering } from '@orderfolio/conformance';
import { memory } from './support/adapters.ts';

const PLACES = ['fall_key', 'rise_book', 'rise_key', 'due_at'];

testTampering(memory, { places: Object.fromEntries(PLACES.map((name) => [name, 'elsewhere'])) });
