import type { Snapshot } from '../../shared/api/types';
import { type Row, rowsOf } from '../../shared/charts/data/results';
import { say } from '../../shared/i18n/findings';
import { Boxes } from '../../shared/talk/Boxes';
import { t } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { type Desk, useAsking } from '../points/desk';
import { EndPoint } from './EndPoint';
import { WriteNote } from './WriteNote';
import { t as words } from '../words';
import './talk.css';

/** The punt that the room talks about now, or null. */
export function talkOf({ current, opgaven, published }: Snapshot): Row | null {
  if (current.view !== 'discussion') return null;
  return rowsOf(opgaven, published).find(({ item }) => item.id === current.item) ?? null;
}

/** The talk about one punt: the question, what was said, writing it down, and how it ends. */
export function Talk({ row, desk }: { row: Row; desk: Desk }) {
  const { ask, busy, trouble } = useAsking(desk);
  const { item, result } = row;
  const point = desk.snapshot.discussion.find((one) => one.item === item.id);
  return (
    <section class="talk" aria-labelledby="talk">
      <p class="cockpit__label">{t('talk_now', { number: item.number })}</p>
      <h3 id="talk" class="talk__title">
        {t(result.word === 'large_difference' ? 'why' : 'what')}
      </h3>
      <p class="talk__punt">
        <strong>{item.number}</strong> {item.text} <span class="items__kind">({words(`kind_${item.kind}`)})</span>
      </p>
      <p>{say(result.finding, desk.snapshot.term)}</p>
      <Boxes notes={point?.notes ?? []} />
      <WriteNote key={item.id} item={item.id} snapshot={desk.snapshot} />
      <div class="talk__acts">
        <EndPoint row={row} desk={desk} kind="primary" />
        {desk.shows && (
          <Button
            aria-disabled={busy}
            onClick={(click) => void ask(click, () => desk.show({ view: desk.back }), t('talk_stop'))}
          >
            {t('talk_stop')}
          </Button>
        )}
      </div>
      {trouble !== null && (
        <Notice kind="warning" urgent>
          {trouble}
        </Notice>
      )}
    </section>
  );
}
