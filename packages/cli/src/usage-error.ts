import { ConfigurationInvalidError } from '@orderfolio/domain';

/** An error that the caller can correct. It is printed in one line. */
export class UsageError extends Error {}

/** Says which option a refused field of a call comes from. Other errors stay as they are. */
export async function withNames<Result>(
  names: Readonly<Record<string, string>>,
  call: Promise<Result>,
): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ConfigurationInvalidError)) throw error;
    const name = names[error.field];
    if (name === undefined) throw error;
    throw new UsageError(`${name}: ${error.rule}`, { cause: error });
  }
}
