import * as z from 'zod';
import type { Projection } from '../entities/projection.ts';
import { type Page, type PageRequest, pageFields } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** Which part of a family to list: the keys from `from` to `to`, both included, which compare as texts. */
export interface ListProjections extends PageRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const keyBound = z.string().max(200).optional();
/** What the list of a family takes. */
export const listProjectionsSchema = z.strictObject({ ...pageFields, from: keyBound, to: keyBound });

/** What readers of the feed keep. Every method may reject with STORAGE_FAILED. */
export interface ProjectionRepository {
  /** The newest committed text under this key, or undefined. */
  get(projection: string, key: string): Promise<Projection | undefined>;
  /** The texts of a family, the greatest key first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(projection: string, request?: ListProjections): Promise<Page<Projection>>;
}

/** What every adapter's repository shares. */
export function projectionReads(reader: EntityReader): Omit<ProjectionRepository, 'list'> {
  return {
    async get(projection, key) {
      const [found] = await reader.read([{ entity: 'projection', projection, key }]);
      return found;
    },
  };
}
