import { testLockout } from './lockout-suite.ts';

testLockout(undefined);
