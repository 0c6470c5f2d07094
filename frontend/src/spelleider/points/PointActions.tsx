import type { Row } from '../../shared/charts/data/results';
import { t as said } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { EndPoint } from '../talk/EndPoint';
import { t } from '../words';
import { type Desk, useAsking } from './desk';
import { canAgain } from '../steps/steps';
import { actsOf, choiceOf } from './points';
import './points.css';

interface PointActionsProps {
  row: Row;
  desk: Desk;
  /** It stands in the order of the conversation. */
  talk?: boolean;
  /** It may soon stand elsewhere. */
  onChoose?: () => void;
}

/** What can be done with a punt: on the scherm, in the conversation, and after it. */
export function PointActions({ row, desk, talk = false, onChoose }: PointActionsProps) {
  const { ask, busy, trouble } = useAsking(desk);
  if (!desk.chooses) return null;
  const { id, number } = row.item;
  const shown = isShown(row, desk);
  const button = { kind: 'subtle', 'aria-disabled': busy } as const;
  const of = <span class="wp-visually-hidden">{t('of_punt', { number })}</span>;
  return (
    <div class="point-actions">
      {desk.shows && (
        <Button
          {...button}
          onClick={(click) => {
            const what = shown ? { view: desk.back } : { item: id };
            void ask(click, () => desk.show(what), t(shown ? 'done_hide' : 'done_show', { number }));
          }}
        >
          {t(shown ? 'act_hide' : 'act_show')} {of}
        </Button>
      )}
      {desk.shows && talk && (
        <Button
          {...button}
          onClick={(click) => {
            void ask(click, () => desk.show({ view: 'discussion', item: id }), said('talk_now', { number }));
          }}
        >
          {said('talk_show')} {of}
        </Button>
      )}
      {talk && <EndPoint row={row} desk={desk} />}
      {actsOf(id, desk.snapshot).map(({ place, name, choice }) => (
        <Button
          key={place}
          {...button}
          onClick={(click) => {
            onChoose?.();
            void ask(click, () => desk.choose(id, choice), t(`done_${name}`, { number }));
          }}
        >
          {t(`act_${name}`)} {of}
        </Button>
      ))}
      {desk.leads && canAgain(row.opgave, desk.snapshot) && (talk || isDiscussed(row, desk)) && (
        <Button
          kind="subtle"
          aria-disabled={busy || desk.settling}
          onClick={(click) => {
            if (!desk.counts(click)) return;
            desk.step({ step: 'again', label: 'step_again', opgave: row.opgave, item: row.item });
          }}
        >
          {t('act_again')} {of}
        </Button>
      )}
      {trouble !== null && (
        <Notice kind="warning" urgent>
          {trouble}
        </Notice>
      )}
    </div>
  );
}

/** Whether the scherm shows this one punt now. */
export function isShown({ item }: Row, { shows, snapshot }: Desk): boolean {
  return shows && snapshot.current.item === item.id;
}

/** Whether the room talks about it: it stands on the scherm, or was chosen for the conversation. */
function isDiscussed(row: Row, desk: Desk): boolean {
  return isShown(row, desk) || ['pin', 'add'].includes(choiceOf(row.item.id, desk.snapshot) ?? '');
}
