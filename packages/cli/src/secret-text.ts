import { linesOf } from './lines.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Asks for a secret, which the terminal does not show. If the input is not a terminal, it is the first line. Throws UsageError. */
export async function readSecret(terminal: Terminal, prompt: string): Promise<string> {
  const { stdin, stderr } = terminal;
  const secret = stdin.isTTY ? await askHidden(prompt, stdin, stderr) : await firstLine(terminal);
  if (secret === '')
    throw new UsageError('the password is required: type it, or send it as the first line of the input');
  return secret;
}

async function askHidden(prompt: string, input: Terminal['stdin'], output: Terminal['stderr']): Promise<string> {
  const { read } = await import('read');
  return read({ prompt: `${prompt}: `, silent: true, input, output });
}

async function firstLine({ stdin, stop }: Terminal): Promise<string> {
  for await (const line of linesOf(stdin, stop)) return line;
  return '';
}
