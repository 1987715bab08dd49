import type { RefreshFamily, RefreshToken } from '../entities/refresh-token.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** Refresh tokens and their families. Only change sets write them. Every method may reject with STORAGE_FAILED. */
export interface RefreshTokenRepository {
  /** The newest committed state, or undefined. */
  get(username: string, tokenHash: string): Promise<RefreshToken | undefined>;
  /** The newest committed state, or undefined. */
  getFamily(username: string, familyId: string): Promise<RefreshFamily | undefined>;
  /** The user's families, ended ones too, newest first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  listFamilies(username: string, page?: PageRequest): Promise<Page<RefreshFamily>>;
}

/** The reads that every adapter's repository shares. */
export function refreshTokenReads(reader: EntityReader): Omit<RefreshTokenRepository, 'listFamilies'> {
  return {
    async get(username, tokenHash) {
      const [token] = await reader.read([{ entity: 'refreshToken', username, tokenHash }]);
      return token;
    },
    async getFamily(username, familyId) {
      const [family] = await reader.read([{ entity: 'refreshFamily', username, familyId }]);
      return family;
    },
  };
}
