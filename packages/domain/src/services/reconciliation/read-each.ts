import { StorageFailedError } from '../../errors/storage-errors.ts';

/** Stands for a record that exists and cannot be read. The list of its kind tells why. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/**
 * Reads many records at once. If one of them is broken, reads each on its own.
 * Rejects with STORAGE_FAILED where the store itself fails.
 */
export async function readEach<Key, Found>(
  keys: readonly Key[],
  read: (keys: readonly Key[]) => Promise<readonly Found[]>,
): Promise<readonly (Found | typeof UNREADABLE)[]> {
  if (keys.length === 0) return [];
  try {
    return await read(keys);
  } catch (error) {
    if (!(error instanceof StorageFailedError) || error.retryable) throw error;
  }
  const [first, ...others] = keys;
  if (first === undefined || others.length === 0) return [UNREADABLE];
  return [...(await readEach([first], read)), ...(await readEach(others, read))];
}
