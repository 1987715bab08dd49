import type { Store } from '@orderfolio/domain';
import type { BEHAVIOURS } from '@orderfolio/domain/conformance';

/** A store that breaks one promise, and the test of the suite that must notice. */
export interface BrokenStore {
  readonly fault: string;
  breakIt(store: Store): Partial<Store>;
  readonly behaviour: keyof typeof BEHAVIOURS;
  readonly test: string;
}
