import { testStandings } from './standings-suite.ts';

testStandings(undefined);
