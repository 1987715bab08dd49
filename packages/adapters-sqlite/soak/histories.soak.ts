import { testHistories } from '@orderfolio/conformance';
import { file, memory } from '../test/support/adapters.ts';

testHistories(memory, { histories: 1_000, callers: 12, commands: 20, timeoutMs: 4 * 3_600_000 });
testHistories(file, { histories: 100, timeoutMs: 4 * 3_600_000 });
