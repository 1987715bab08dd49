/** A command of the shell with these arguments. What a shell would read in another way is quoted. */
export function commandLine(args: readonly string[]): string {
  return ['orderfolio', ...args].map(quoted).join(' ');
}

/** The arguments with an option in place of an earlier one of its name. */
export function withOption(args: readonly string[], option: string, value?: string): readonly string[] {
  const kept = args.filter((word, index) => {
    const isOption = word === option || word.startsWith(`${option}=`);
    const isItsValue = value !== undefined && args[index - 1] === option;
    return !isOption && !isItsValue;
  });
  return value === undefined ? [...kept, option] : [...kept, option, value];
}

function quoted(word: string): string {
  return /^[\w%+,./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
