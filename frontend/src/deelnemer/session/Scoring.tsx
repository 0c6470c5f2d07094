import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { announce } from '../../shared/ui/Status';
import { LazyLastTime } from '../agreed/LazyAgreed';
import { lazily } from '../lazily';
import { OwnAnswers, titleOf } from './answers';
import { useAt } from './Bar';
import { ClosedNow } from './ClosedNow';
import { Opening } from './Opening';
import { Overview } from './Overview';
import { Progress } from './Progress';
import { Punt } from './Punt';
import { askedOf, onceMore } from './rounds';
import { t } from './scoring-text';
import { useSpot, type Spot } from './spot';
import { useTime } from './time';
import { useKeptFocus } from './useKeptFocus';
import { wordsOf } from './words-of';
import './scoring.css';

export { LazyLastTime };

/** 'Bespreek dit' is fetched when scoring begins: nobody waits for it. */
const usePropose = lazily(() => import('./Propose'));

/** At an own pace: where one goes from here. */
export interface Ways {
  toList: () => void;
  /** To the next opgave that is not complete; null when there is none. */
  toNext: (() => void) | null;
  /** Where the room is meanwhile: at a punt it stands in the bar at the bottom. */
  line: ComponentChildren;
}

export interface ScoringProps {
  portal: Portal;
  snapshot: Snapshot;
  opgave: OpgaveView;
  /** Where this stands on the page. */
  region: RefObject<HTMLElement>;
  ways?: Ways | undefined;
}

/** An opgave that is open: its opening, then punt by punt in one's own pace, or the one punt that the room is at. */
export function Scoring({ portal, snapshot, opgave: whole, region, ways }: ScoringProps) {
  const answers = new OwnAnswers(portal, snapshot);
  const opgave = askedOf(whole, snapshot.me?.group);
  const { items, number, round } = opgave;
  const about = wordsOf(opgave);
  const why = onceMore(whole, snapshot.published);
  const key = `${snapshot.session}/${snapshot.me?.id ?? ''}/${number}/${round}`;
  const [spot, move] = useSpot(key, () => first(answers, opgave));
  const time = useTime(opgave, snapshot);
  const led = snapshot.current.opgave === number ? snapshot.current.item : null;
  const wanted = led ?? (typeof spot === 'object' ? spot.item : null);
  const at = time.closed ? -1 : items.findIndex((item) => item.id === wanted);
  const item = items[at];
  const where = time.closed ? 'closed' : (item?.id ?? (spot === 'opening' ? spot : 'list'));
  useKeptFocus(region, where, item === undefined ? 'h1' : 'h2');
  useSaved(answers, opgave);
  const propose = usePropose();
  const proposals = propose?.proposalsOf(portal) ?? null;
  const place = { place: at + 1, n: items.length };
  useAt(item === undefined ? null : about(why === 'again' ? 'again_of' : 'point_of', place));

  if (time.closed) return <ClosedNow {...{ opgave, answers, time }} />;
  if (item === undefined) {
    const open = items.find((one) => answers.of(one.id, round) === null) ?? items[0];
    const begin = () => move(open === undefined ? 'list' : { item: open.id });
    if (spot === 'opening' || items.length === 0) {
      return <Opening {...{ snapshot, opgave, why, time, answers }} onBegin={begin} />;
    }
    return (
      <Overview {...{ portal, snapshot, opgave, answers, time, proposals, ways }} onGo={(id) => move({ item: id })} />
    );
  }

  const step = (by: number) => {
    const next = items[at + by];
    move(next === undefined ? 'list' : { item: next.id });
  };
  const answered = answers.of(item.id, round) !== null;
  // An afspraak was talked about already: it is asked what people noticed.
  const asked = propose && number >= 0 && <propose.Propose key={item.id} {...{ portal, opgave, item }} />;
  return (
    <div class="scoring">
      <div class="scoring__head">
        <h1 class="scoring__opgave">{titleOf(opgave)}</h1>
        <Progress opgave={opgave} answers={answers} current={item.id} />
      </div>
      <Punt key={item.id} {...{ portal, snapshot, item, round, answers, time }}>
        {led === null && (
          <Button kind="subtle" onClick={() => move('list')}>
            {about('all_points')}
          </Button>
        )}
      </Punt>
      <div class="scoring__foot">
        {ways?.line}
        {led === null ? (
          <nav class="scoring__nav" aria-label={about('other_points')}>
            <Button onClick={() => step(-1)} disabled={at === 0}>
              {t('previous')}
            </Button>
            <div class="scoring__propose">{asked}</div>
            <Button kind={answered ? 'primary' : 'secondary'} onClick={() => step(1)}>
              {t('next')}
            </Button>
          </nav>
        ) : (
          <div class="scoring__nav">
            <p class="soft">{about('only_this_point')}</p>
            <div class="scoring__propose">{asked}</div>
          </div>
        )}
      </div>
    </div>
  );
}

/** Who answered something already goes on at the first open punt; who answered everything sees the list. */
function first(answers: OwnAnswers, opgave: OpgaveView): Spot {
  const done = answers.done(opgave);
  if (done === 0) return 'opening';
  const open = opgave.items.find((one) => answers.of(one.id, opgave.round) === null);
  return open === undefined ? 'list' : { item: open.id };
}

/** 'Opgeslagen. 3 van de 10 ingevuld', each time one more answer arrived in the database; silent about another opgave. */
function useSaved(answers: OwnAnswers, opgave: OpgaveView): void {
  const sent = opgave.items.filter((item) => answers.of(item.id, opgave.round)?.state === 'sent').length;
  const before = useRef(sent);
  const done = answers.done(opgave);
  const all = opgave.items.length;
  useEffect(() => {
    if (sent > before.current) announce(t('saved_count', { done, n: all }));
    before.current = sent;
  }, [sent, done, all]);
  useEffect(() => () => announce(''), []);
}
