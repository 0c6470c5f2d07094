import type { ComponentChildren } from 'preact';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { type OwnAnswers, titleOf } from './answers';
import { HandOn } from './HandOn';
import { say } from './own-pace-text';
import { askedOf } from './rounds';
import { t } from './scoring-text';
import { TimeLeft } from './TimeLeft';
import { type Time, useTime } from './time';
import { wording } from './wording';
import './overview.css';

interface OpgaveListProps {
  snapshot: Snapshot;
  answers: OwnAnswers;
  onGo: (opgave: number) => void;
  /** Where the room is, when it is somewhere. */
  children: ComponentChildren;
}

/** All opgaven at an own pace: how far one is with each, until when, and the way to each. */
export function OpgaveList({ snapshot, answers, onGo, children }: OpgaveListProps) {
  const { opgaven, me, current } = snapshot;
  const time = useTime(opgaven.find(({ own }) => own) ?? NO_TIME, snapshot);
  const rows = opgaven.map((opgave) => row(opgave, askedOf(opgave, me?.group), answers, time));
  const todo = rows.filter(({ to }) => to === 'open');
  const complete = todo.length === 0 && rows.some(({ to }) => to === 'complete');
  return (
    <div class="stack">
      <div>
        <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
          {say('title')}
        </h1>
        <TimeLeft time={time} />
      </div>
      {children}
      {complete ? (
        <section class="done-card">
          <h2 class="done-card__title">{t('all_done_title')}</h2>
          <p>{say('all_done')}</p>
          <HandOn snapshot={snapshot} />
        </section>
      ) : (
        todo.length > 0 && <p>{say('how')}</p>
      )}
      <ol class="overview">
        {rows.map(({ opgave, words, to }) => {
          const inside = (
            <>
              <span class="overview__text" {...wording(me?.language)}>
                {titleOf(opgave)}
              </span>
              <span class={`agenda__state agenda__state--${to}`}>{words}</span>
              {current.opgave === opgave.number && <span class="agenda__room">{say('in_room')}</span>}
            </>
          );
          return (
            <li key={opgave.number}>
              {to === 'nowhere' ? (
                <div class="overview__row overview__row--still agenda__row">{inside}</div>
              ) : (
                <button type="button" class="overview__row agenda__row" onClick={() => onGo(opgave.number)}>
                  {inside}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Where a row leads to: an opgave to fill in, one that is complete, one to read, or nowhere. */
type To = 'open' | 'complete' | 'read' | 'nowhere';

function row(opgave: OpgaveView, asked: OpgaveView, answers: OwnAnswers, time: Time) {
  const [done, n] = [answers.done(asked), asked.items.length];
  const count = t('done_count', { done, n });
  const is = (words: string, to: To) => ({ opgave, words, to });
  if (opgave.state === 'revealed') return is(say('see_result'), 'read');
  if (opgave.state === 'waiting') return is(say('not_open'), 'nowhere');
  if (n === 0) return is(say('skips'), opgave.number < 0 ? 'read' : 'nowhere');
  if (opgave.own && time.closed) return is(`${say('closed')} · ${count}`, 'read');
  return done === n ? is(say('complete'), 'complete') : is(count, 'open');
}

/** No opgave is open at an own pace any more. */
const NO_TIME: OpgaveView = {
  number: -1,
  name: '',
  definition: '',
  state: 'waiting',
  round: 1,
  only: null,
  own: false,
  items: [],
};
