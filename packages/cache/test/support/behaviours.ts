import { setTimeout } from 'node:timers/promises';
import type { Cache } from '@orderfolio/domain';
import { expect, test } from 'vitest';

/** The promises of every cache. Each test works on its own keys. */
export function cacheBehaviours(open: () => Cache): void {
  test('gives the text that was set last', async () => {
    const cache = open();
    await cache.set('last', 'one', 60_000);
    await cache.set('last', 'two', 60_000);
    expect(await cache.get('last')).toBe('two');
  });

  test('has nothing under a key that was never set, or was removed', async () => {
    const cache = open();
    await cache.set('removed', 'one', 60_000);
    await cache.delete('removed');
    await cache.delete('never set');
    expect(await cache.get('removed')).toBeUndefined();
    expect(await cache.get('never set')).toBeUndefined();
  });

  test('keeps a text for its time and no longer', async () => {
    const cache = open();
    await cache.set('short', 'one', 20);
    await cache.set('long', 'two', 60_000);
    expect(await cache.get('short')).toBe('one');
    await expect.poll(() => cache.get('short')).toBeUndefined();
    expect(await cache.get('long')).toBe('two');
  });

  test('gives a text that is set again its new time', async () => {
    const cache = open();
    await cache.set('again', 'one', 20);
    await cache.set('again', 'two', 60_000);
    await setTimeout(40);
    expect(await cache.get('again')).toBe('two');
  });

  test.each([
    ['nothing', ''],
    ['a long one', 'a'.repeat(100_000)],
    ['one outside of ASCII', '{"a":"é 𝄞"}'],
    ['two lines', 'two\nlines'],
  ])('keeps every text as it is: %s', async (_words, text) => {
    const cache = open();
    await cache.set('text', text, 60_000);
    expect(await cache.get('text')).toBe(text);
  });

  test('keeps what is set at once under the order of the calls', async () => {
    const cache = open();
    await Promise.all([cache.set('turns', 'one', 60_000), cache.delete('turns'), cache.set('turns', 'two', 60_000)]);
    expect(await cache.get('turns')).toBe('two');
  });
}
