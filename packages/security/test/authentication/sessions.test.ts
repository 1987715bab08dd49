import { testSessions } from './sessions-suite.ts';

testSessions(undefined);
