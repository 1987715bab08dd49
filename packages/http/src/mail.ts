import type { PublicUser } from '@orderfolio/security';
import type { RequestLogger } from './request-log.ts';

/** What goes to an address, but for what stands in it. */
interface Letter {
  /** The address. */
  readonly to: string;
  readonly user: PublicUser<string>;
  /** Of the request that it comes from. */
  readonly requestId?: string | undefined;
}

/** A message with a token, which is a secret of whoever reads the mail. */
interface TokenLetter extends Letter {
  readonly token: string;
  /** ISO-8601 UTC. */
  readonly expiresAt: string;
}

/** What the service sends by mail: a token to be used within its time, or the news that something was changed. */
export type Mail =
  | (TokenLetter & { readonly kind: 'PASSWORD_RESET' | 'EMAIL_VERIFICATION' | 'EMAIL_CHANGE' })
  | (Letter & { readonly kind: 'EMAIL_CHANGE_REQUESTED' | 'EMAIL_CHANGED' | 'PASSWORD_CHANGED' });

/** Sends a message. What it rejects with is logged, without the message. */
export type Deliver = (mail: Mail) => unknown;

/** Hands a message over and waits for nothing: how long it takes would tell who has an account. */
export type Post = (mail: Mail) => void;

export function postWith(deliver: Deliver, logger: RequestLogger): Post {
  return (mail) => {
    const { kind, requestId } = mail;
    const send = async (): Promise<void> => {
      await deliver(mail);
    };
    send().catch((err: unknown) => logger.error({ err, kind, requestId }, 'a message could not be delivered'));
  };
}

/** Tells the owner of an account that its password is another one: whoever it was, they should know. */
export function tellOfPassword(
  post: Post | undefined,
  user: PublicUser<string>,
  { source: { requestId } }: { readonly source: { readonly requestId?: string | undefined } },
): void {
  post?.({ kind: 'PASSWORD_CHANGED', to: user.email, user, requestId });
}
