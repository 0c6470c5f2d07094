import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { announce } from '../../shared/ui/Status';
import { t } from '../text';
import { OwnAnswers, titleOf } from './answers';
import { useAt } from './Bar';
import { Opening } from './Opening';
import { Overview } from './Overview';
import { Progress } from './Progress';
import { Punt } from './Punt';
import { useSpot, type Spot } from './spot';
import { useKeptFocus } from './useKeptFocus';
import { lazily } from '../lazily';
import './scoring.css';

/** 'Bespreek dit' is fetched when scoring begins: nobody waits for it. */
const usePropose = lazily(() => import('./Propose'));

interface ScoringProps {
  portal: Portal;
  snapshot: Snapshot;
  opgave: OpgaveView;
  /** Where this stands on the page. */
  region: RefObject<HTMLElement>;
}

/** An opgave that is open: its opening, then punt by punt in one's own pace, or the one punt that the room is at. */
export function Scoring({ portal, snapshot, opgave, region }: ScoringProps) {
  const answers = new OwnAnswers(portal, snapshot);
  const { items, round } = opgave;
  const [spot, move] = useSpot(`${snapshot.session}/${opgave.number}/${round}`, () => first(answers, opgave));
  const led = snapshot.current.item;
  const wanted = led ?? (typeof spot === 'object' ? spot.item : null);
  const at = items.findIndex((item) => item.id === wanted);
  const item = items[at];
  useKeptFocus(region, item?.id ?? (spot === 'opening' ? spot : 'list'), item === undefined ? 'h1' : 'h2');
  useSaved(answers, opgave);
  const propose = usePropose();
  useEffect(() => void propose?.proposalsOf(portal), [propose, portal]);
  useAt(item === undefined ? null : t('point_of', { place: at + 1, n: items.length }));

  if (item === undefined) {
    const open = items.find((one) => answers.of(one.id, round) === null) ?? items[0];
    const begin = () => move(open === undefined ? 'list' : { item: open.id });
    if (spot === 'opening') return <Opening snapshot={snapshot} opgave={opgave} onBegin={begin} />;
    return <Overview {...{ portal, opgave, answers }} onGo={(id) => move({ item: id })} />;
  }

  const step = (by: number) => {
    const next = items[at + by];
    move(next === undefined ? 'list' : { item: next.id });
  };
  const answered = answers.of(item.id, round) !== null;
  return (
    <div class="scoring">
      <div class="scoring__head">
        <h1 class="scoring__opgave">{titleOf(opgave)}</h1>
        <Progress opgave={opgave} answers={answers} current={item.id} />
      </div>
      <Punt key={item.id} {...{ portal, item, round, answers }}>
        {propose && <propose.Propose {...{ portal, opgave, item }} />}
      </Punt>
      {led === null ? (
        <nav class="scoring__nav" aria-label={t('other_points')}>
          <Button onClick={() => step(-1)} disabled={at === 0}>
            {t('previous')}
          </Button>
          <Button kind="subtle" onClick={() => move('list')}>
            {t('all_points')}
          </Button>
          <Button kind={answered ? 'primary' : 'secondary'} onClick={() => step(1)}>
            {t('next')}
          </Button>
        </nav>
      ) : (
        <p class="soft">{t('only_this_point')}</p>
      )}
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
