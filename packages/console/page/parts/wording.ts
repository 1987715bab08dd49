/** A word in capitals as it is read: `LIMIT_BUY` is "Limit buy". */
export function wordOf(constant: string): string {
  const words = constant.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `3 differences`. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString()} ${what}${count === 1 ? '' : 's'}`;
}
