import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { SUSPENDED, TRADER } from './market.ts';

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** The routes of all pages: those of the navigation, and of one thing each. */
export async function routesOf(page: Page): Promise<readonly string[]> {
  const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all();
  const found = await Promise.all(links.map((link) => link.getAttribute('href')));
  return [...found.map(String), `#/users/${SUSPENDED}`, `#/users/${TRADER}`, '#/assets/BTC'];
}

/** Goes to a route, and waits until nothing is on its way. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('.loading').count()).toBe(0);
}

/** By how many pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** The lists that have columns out of sight. */
export function cutListsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('.windowed')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map((list) => list.getAttribute('aria-label'))`);
}
