import type { ItemView } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { answerWords, ScoreScale } from '../../shared/ui/ScoreScale';
import { t } from '../text';
import type { OwnAnswers } from './answers';
import './punt.css';

interface PuntProps {
  portal: Portal;
  item: ItemView;
  round: number;
  answers: OwnAnswers;
}

/** One punt: what it says, what it means, and the scale under it. */
export function Punt({ portal, item, round, answers }: PuntProps) {
  const answer = answers.of(item.id, round);
  return (
    <article class="punt">
      <p class={`kind kind--${item.kind}`}>{t(`kind_${item.kind}_says`)}</p>
      <h2 tabIndex={-1} id={`punt-${item.id}`} class="punt__text">
        <span class="punt__number">{item.number}</span>
        <span>{item.name === null ? item.text : `${item.name}: ${item.text}`}</span>
      </h2>
      <Explanation item={item} />
      <ScoreScale
        key={`${item.id} ${round}`}
        name={`punt-${item.id}`}
        about={`punt-${item.id}`}
        value={answer?.value ?? null}
        onAnswer={(value) => portal.send({ item: item.id, round, value })}
      />
      <AnswerState portal={portal} item={item.id} round={round} answers={answers} />
    </article>
  );
}

function Explanation({ item }: { item: ItemView }) {
  const original = item.original !== item.text;
  if (item.explanation === null && !original) return null;
  return (
    <div class="punt__more">
      {item.explanation !== null &&
        (item.explain_always ? (
          <p class="punt__explanation">{item.explanation}</p>
        ) : (
          <details class="fold">
            <summary>{t('explanation')}</summary>
            <p>{item.explanation}</p>
          </details>
        ))}
      {original && (
        <details class="fold">
          <summary>{t('original')}</summary>
          <p lang="nl">{item.original}</p>
        </details>
      )}
    </div>
  );
}

/** 'Uw antwoord: 4, meestal wel': bewaard op uw telefoon, then verstuurd; or why it was not taken. */
function AnswerState({
  portal,
  item,
  round,
  answers,
}: Pick<PuntProps, 'portal' | 'round' | 'answers'> & { item: string }) {
  const answer = answers.of(item, round);
  const refused = answers.whyNot(item, round);
  const kept = portal.outbox.value?.lasting.value === false ? 'kept_not_lasting' : 'kept';
  const again = refused?.value;
  return (
    <div class="answer-state">
      {answer !== null && (
        <p>
          {t('your_answer', { answer: answerWords(answer.value) })}{' '}
          <span class={`tick tick--${answer.state}`}>{t(answer.state === 'sent' ? 'sent' : kept)}</span>
        </p>
      )}
      {refused !== null && (
        <Notice kind="error" title={refused.code === 'closed' ? t('too_late') : t('not_taken')} urgent>
          {refused.message !== null && <p>{refused.message}</p>}
          {refused.code !== 'closed' && again !== undefined && (
            <Button onClick={() => portal.send({ item, round, value: again })}>{t('send_again')}</Button>
          )}
        </Notice>
      )}
    </div>
  );
}
