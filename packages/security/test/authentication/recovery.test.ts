import { testRecovery } from './recovery-suite.ts';

testRecovery(undefined);
