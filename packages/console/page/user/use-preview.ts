import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, resultOf } from '../service/client.ts';
import { errorOf, type ServiceError } from '../service/problem.ts';
import type { OrderPreview, PlaceOrder } from '../service/types.ts';

/** Who types is not asked about at every key. */
const WAIT_MS = 250;

/** What an order would do, as far as it has been asked. */
export interface Previewed {
  readonly preview?: OrderPreview | undefined;
  readonly error?: ServiceError | undefined;
  /** True while what is shown is about an earlier command, or of an earlier moment. */
  readonly isOld: boolean;
}

/** Asks what the command would do, soon after it or `moment` has changed. Without a command it knows nothing. */
export function usePreview(command: PlaceOrder | undefined, moment: number): Previewed {
  const known = useSignal<Previewed & { readonly asked?: string | undefined }>({ isOld: false });
  const asked = command && JSON.stringify(command);
  useEffect(() => {
    if (command === undefined) {
      known.value = { isOld: false };
      return;
    }
    let isLate = false;
    const timer = setTimeout(() => {
      resultOf(api.POST('/v1/orders/preview', { body: command })).then(
        (preview) => {
          if (!isLate) known.value = { preview, asked, isOld: false };
        },
        (cause: unknown) => {
          if (!isLate) known.value = { error: errorOf(cause), asked, isOld: false };
        },
      );
    }, WAIT_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [asked, moment]);
  const { preview, error } = known.value;
  return { preview, error, isOld: known.value.asked !== asked };
}
