/** The first that is named in a User-Agent: a browser also names those that it wants to be taken for. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** A device in words, as its client has named it: a User-Agent of a browser is long and says little. */
export function deviceOf(label: string | undefined): string {
  if (label === undefined) return 'Unknown device';
  const browser = BROWSERS.find(([sign]) => label.includes(`${sign}/`));
  const system = SYSTEMS.find(([sign]) => label.includes(sign));
  if (!label.startsWith('Mozilla/') || browser === undefined) return label;
  return system === undefined ? browser[1] : `${browser[1]} on ${system[1]}`;
}
