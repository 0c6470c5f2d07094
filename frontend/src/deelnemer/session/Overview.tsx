import type { OpgaveView, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { t as phone } from '../text';
import { type OwnAnswers, titleOf } from './answers';
import { HandOn } from './HandOn';
import { Progress } from './Progress';
import type { Proposals } from './proposals';
import type { Ways } from './Scoring';
import { t } from './scoring-text';
import { TimeLeft } from './TimeLeft';
import type { Time } from './time';
import { answerOf, wordsOf } from './words-of';
import './overview.css';

interface OverviewProps {
  portal: Portal;
  snapshot: Snapshot;
  opgave: OpgaveView;
  answers: OwnAnswers;
  time: Time;
  proposals: Proposals | null;
  ways: Ways | undefined;
  onGo: (item: string) => void;
}

/** All punten of an opgave with one's own answers: what is still open, the way to each, and what one asks to discuss. */
export function Overview({ portal, snapshot, opgave, answers, time, proposals, ways, onGo }: OverviewProps) {
  const open = opgave.items.filter((item) => answers.of(item.id, opgave.round) === null);
  const first = open[0];
  const unsent = portal.outbox.value?.ops.value.length ?? 0;
  const words = wordsOf(opgave);
  const wish = proposals?.of(opgave).item;
  return (
    <div class="stack">
      <div>
        <h1 tabIndex={-1} class="scoring__opgave">
          {titleOf(opgave)}
        </h1>
        <TimeLeft time={time} />
      </div>
      {first === undefined ? (
        <section class="done-card">
          <h2 class="done-card__title">{t('all_done_title')}</h2>
          <p>{t(ways === undefined ? 'all_done' : 'own_done')}</p>
          {unsent > 0 && <p>{phone('waiting_to_send', { n: unsent })}</p>}
          <HandOn snapshot={snapshot} />
        </section>
      ) : (
        <>
          <Progress opgave={opgave} answers={answers} />
          <p>{words('to_do', { n: open.length })}</p>
          <Button kind="primary" wide onClick={() => onGo(first.id)}>
            {words('go_on_with', { place: opgave.items.indexOf(first) + 1 })}
          </Button>
        </>
      )}
      {first === undefined && ways !== undefined && (
        <Button kind="primary" wide onClick={ways.toNext ?? ways.toList}>
          {t(ways.toNext === null ? 'all_opgaven' : 'next_opgave')}
        </Button>
      )}
      <ol class="overview">
        {opgave.items.map((item) => {
          const answer = answers.of(item.id, opgave.round);
          return (
            <li key={item.id}>
              <button type="button" class="overview__row" onClick={() => onGo(item.id)}>
                <span class="overview__number">{item.number}</span>
                <span class="overview__text">{item.name ?? item.text}</span>
                <span class={`overview__answer tick tick--${answer?.state ?? 'none'}`}>
                  {answer === null ? t('no_answer_yet') : answerOf(item, answer.value)}
                </span>
                {wish === item.id && <span class="overview__wish">{t('proposing')}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
