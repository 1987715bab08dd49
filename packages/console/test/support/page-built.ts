import { bundlePage } from '../../bundle.js';

/** The page is built of its sources before a run, so that no test meets an old one. Vitest calls it. */
export async function setup(): Promise<void> {
  await bundlePage();
}
