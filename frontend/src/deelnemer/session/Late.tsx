import type { Snapshot } from '../../shared/api/types';
import { serverNow } from '../../shared/api/client';
import { translator } from '../../shared/i18n';
import late from '../../shared/i18n/locales/nl/late.json';
import type { Delivery } from '../../shared/live/delivery';
import { answerKey } from '../../shared/live/delivery';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';

const say = translator(late);

export interface LateProps {
  snapshot: Snapshot;
  delivery: Delivery;
}

/**
 * Answers that came too late and that are not told at their own punt, as that round of it is over: told until somebody
 * says that it was seen.
 */
export function Late({ snapshot, delivery }: LateProps) {
  const refused = delivery.refused.value;
  const told = snapshot.opgaven.flatMap((opgave) => {
    const until = opgave.own ? snapshot.own_until : null;
    const open = opgave.state === 'scoring' && (until === null || Date.parse(until) > serverNow());
    const rounds = Array.from({ length: open ? opgave.round - 1 : opgave.round }, (_, i) => i + 1);
    return opgave.items.flatMap(({ id, number }) =>
      rounds
        .map((round) => answerKey({ item: id, round }))
        .flatMap((key) => (refused.get(key)?.code === 'closed' ? [{ key, number }] : [])),
    );
  });
  if (told.length === 0) return null;
  const numbers = [...new Set(told.map(({ number }) => String(number)))];
  return (
    <Notice kind="warning" urgent>
      <p>{say('late', { n: numbers.length, numbers: numbers.join(', ') })}</p>
      <Button onClick={() => delivery.seen(told.map(({ key }) => key))}>{say('understood')}</Button>
    </Notice>
  );
}
