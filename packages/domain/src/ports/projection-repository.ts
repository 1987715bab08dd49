import type { Projection } from '../entities/projection.ts';
import type { Page, PageRequest } from './page.ts';

/** What was made of other records. Only change sets write it. Every method may reject with STORAGE_FAILED. */
export interface ProjectionRepository {
  /**
   * The records of a collection, the greatest name first, in their newest committed state. VALIDATION_FAILED (limit), INVALID_CURSOR.
   */
  list(collection: string, page?: PageRequest): Promise<Page<Projection>>;
}
