import type { BEHAVIOURS } from '@orderfolio/conformance';
import type { AdapterStore } from '@orderfolio/domain/adapter';

/** A store that breaks one promise, and the test of the suite that must notice. */
export interface BrokenStore {
  readonly fault: string;
  breakIt(store: AdapterStore): Partial<AdapterStore>;
  readonly behaviour: keyof typeof BEHAVIOURS;
  readonly test: string;
}
