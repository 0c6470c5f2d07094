import { useRef, useState } from 'preact/hooks';
import { ApiError, call, type Request } from '../../shared/api/client';
import { uuid } from '../../shared/live/uuid';
import { t } from '../../shared/talk/words';
import { announce } from '../../shared/ui/Status';

/** What is wrong with a form, per field; `''` is about all of it. */
export type Wrong = Readonly<Record<string, string>>;

/**
 * Forms that send something to the server: one thing at a time, the same operation until it is answered, and what is
 * wrong at its field. What was typed stays until it was taken.
 */
export function useSending() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const op = useRef(uuid());

  /** Send it and say `done`; answers whether the server took it. */
  const send = async (
    path: string,
    body: (op: string) => unknown,
    done: string,
    method: Request['method'] = 'POST',
  ): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    try {
      await call(path, { method, body: body(op.current) });
      op.current = uuid();
      setWrong({});
      announce(done);
      return true;
    } catch (failure) {
      const found = wrongOf(failure);
      // It was refused: what is sent next is something else.
      if (failure instanceof ApiError) op.current = uuid();
      setWrong(found);
      announce(found[''] ?? t('fields_wrong'));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, wrong };
}

function wrongOf(failure: unknown): Wrong {
  if (!(failure instanceof ApiError)) return { '': t('no_answer') };
  const errors = (failure.problem as { errors?: unknown } | null)?.errors;
  if (typeof errors === 'object' && errors !== null && !Array.isArray(errors)) return errors as Wrong;
  return { '': failure.problem?.detail ?? t('unexpected') };
}
