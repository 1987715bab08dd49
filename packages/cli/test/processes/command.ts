/** Runs the command as its process does, with these arguments. */
export default async function main({ args }: { readonly args: readonly string[] }): Promise<void> {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...args);
  await import('../../src/main.ts');
}
