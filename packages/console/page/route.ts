import { computed, signal } from '@preact/signals';

/** The route is in the fragment: `#/orders/01J…`. So the server has one page, at whatever path it stands. */
const fragment = signal(location.hash);
addEventListener('hashchange', () => {
  fragment.value = location.hash;
});

/** The parts of the route: `['orders', '01J…']`. */
export const route = computed((): readonly string[] =>
  fragment.value
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded),
);

/** The address of a route within the page. */
export function linkTo(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

export function goTo(...parts: readonly string[]): void {
  location.hash = linkTo(...parts);
}

/** A person may type anything into the address. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
