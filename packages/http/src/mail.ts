import type { PublicUser } from '@orderfolio/security';
import type { RequestLogger } from './request-log.ts';

/** A message without its content. */
interface Letter {
  /** The address. */
  readonly to: string;
  readonly user: PublicUser<string>;
  /** The id of the request that caused it. */
  readonly requestId?: string | undefined;
}

/** A message with a token, which only the reader of the mail may know. */
interface TokenLetter extends Letter {
  readonly token: string;
  /** ISO-8601 UTC. */
  readonly expiresAt: string;
}

/** A message of the service: a token to be used within its time, or the news of a change. */
export type Mail =
  | (TokenLetter & { readonly kind: 'PASSWORD_RESET' | 'EMAIL_VERIFICATION' | 'EMAIL_CHANGE' })
  | (Letter & { readonly kind: 'EMAIL_CHANGE_REQUESTED' | 'EMAIL_CHANGED' | 'PASSWORD_CHANGED' });

/** Sends a message. If it rejects, the error is logged, without the message. */
export type Deliver = (mail: Mail) => unknown;

/** Hands a message over and does not wait: the duration would tell who has an account. */
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

/** Tells the owner of an account that its password was changed, whoever changed it. */
export function tellOfPassword(
  post: Post | undefined,
  user: PublicUser<string>,
  { source: { requestId } }: { readonly source: { readonly requestId?: string | undefined } },
): void {
  post?.({ kind: 'PASSWORD_CHANGED', to: user.email, user, requestId });
}
