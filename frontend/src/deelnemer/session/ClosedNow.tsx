import type { OpgaveView } from '../../shared/api/types';
import { type OwnAnswers, titleOf } from './answers';
import { Progress } from './Progress';
import { t } from './scoring-text';
import { TimeLeft } from './TimeLeft';
import type { Time } from './time';
import { answerOf } from './words-of';

interface ClosedNowProps {
  opgave: OpgaveView;
  answers: OwnAnswers;
  time: Time;
}

/** The own time is over: what was answered can be read and no longer changed, unless more time is given. */
export function ClosedNow({ opgave, answers, time }: ClosedNowProps) {
  return (
    <div class="stack">
      <h1 tabIndex={-1} class="scoring__opgave">
        {titleOf(opgave)}
      </h1>
      <section class="closed-now">
        <TimeLeft time={time} />
        <p>{t('closed_kept')}</p>
      </section>
      <Progress opgave={opgave} answers={answers} />
      <ol class="overview">
        {opgave.items.map((item) => {
          const answer = answers.of(item.id, opgave.round);
          return (
            <li key={item.id} class="overview__row overview__row--still">
              <span class="overview__number">{item.number}</span>
              <span class="overview__text">{item.name ?? item.text}</span>
              <span class={`overview__answer tick tick--${answer?.state ?? 'none'}`}>
                {answer === null ? t('no_answer_yet') : answerOf(item, answer.value)}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
