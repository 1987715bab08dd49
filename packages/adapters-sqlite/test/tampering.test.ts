import { testTampering } from '@orderfolio/conformance';
import { memory } from './support/adapters.ts';

testTampering(memory, { fall_key: 'elsewhere', rise_book: 'elsewhere', rise_key: 'elsewhere', due_at: 'elsewhere' });
