import type { OpgaveView } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { answerWords } from '../../shared/ui/ScoreScale';
import { t } from '../text';
import { type OwnAnswers, titleOf } from './answers';
import { Progress } from './Progress';
import './overview.css';

interface OverviewProps {
  portal: Portal;
  opgave: OpgaveView;
  answers: OwnAnswers;
  onGo: (item: string) => void;
}

/** All punten of an opgave with one's own answers: what is still open, and the way to each. */
export function Overview({ portal, opgave, answers, onGo }: OverviewProps) {
  const open = opgave.items.filter((item) => answers.of(item.id, opgave.round) === null);
  const first = open[0];
  const unsent = portal.outbox.value?.ops.value.length ?? 0;
  return (
    <div class="stack">
      <h1 tabIndex={-1} class="scoring__opgave">
        {titleOf(opgave)}
      </h1>
      {first === undefined ? (
        <section class="done-card">
          <h2 class="done-card__title">{t('all_done_title')}</h2>
          <p>{t('all_done')}</p>
          {unsent > 0 && <p>{t('waiting_to_send', { n: unsent })}</p>}
        </section>
      ) : (
        <>
          <Progress opgave={opgave} answers={answers} />
          <p>{t('to_do', { n: open.length })}</p>
          <Button kind="primary" wide onClick={() => onGo(first.id)}>
            {t('go_on_with', { place: opgave.items.indexOf(first) + 1 })}
          </Button>
        </>
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
                  {answer === null ? t('no_answer_yet') : answerWords(answer.value)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
