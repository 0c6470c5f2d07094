import type { ComponentChildren } from 'preact';
import type { ItemView } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { answerWords, ScoreScale } from '../../shared/ui/ScoreScale';
import { t } from '../text';
import type { OwnAnswer, OwnAnswers } from './answers';
import './punt.css';

interface PuntProps {
  portal: Portal;
  item: ItemView;
  round: number;
  answers: OwnAnswers;
  /** 'Bespreek dit', once that is there: its room is kept. */
  children: ComponentChildren;
}

/**
 * One punt: what it says, the scale under it, and what explains it. What somebody may unfold stands below the scale: a
 * scale of which only the low answers are in sight would lead people to them.
 */
export function Punt({ portal, item, round, answers, children }: PuntProps) {
  const answer = answers.of(item.id, round);
  return (
    <article class="punt">
      <p class={`kind kind--${item.kind}`}>{t(`kind_${item.kind}_says`)}</p>
      <h2 tabIndex={-1} id={`punt-${item.id}`} class="punt__text">
        <span class="punt__number">{item.number}</span> {item.name === null ? item.text : `${item.name}: ${item.text}`}
      </h2>
      {item.explain_always && <p class="punt__explanation">{item.explanation}</p>}
      <div class="punt__scale">
        <ScoreScale
          key={`${item.id} ${round}`}
          name={`punt-${item.id}`}
          about={`punt-${item.id}`}
          value={answer?.value ?? null}
          onAnswer={(value) => portal.send({ item: item.id, round, value })}
        />
        {answer !== null && (
          <p class={`punt__state tick tick--${answer.state}`} aria-hidden="true">
            {stateWords(portal, answer)}
          </p>
        )}
      </div>
      <div class="punt__propose">{children}</div>
      <AnswerState portal={portal} item={item.id} round={round} answers={answers} />
      <More item={item} />
    </article>
  );
}

function More({ item }: { item: ItemView }) {
  const explained = item.explanation !== null && !item.explain_always;
  const original = item.original !== item.text;
  if (!explained && !original) return null;
  return (
    <div class="punt__more">
      {explained && (
        <details class="fold">
          <summary>{t('explanation')}</summary>
          <p>{item.explanation}</p>
        </details>
      )}
      {original && (
        <details class="fold">
          <summary>{t('original')}</summary>
          <p lang="nl">{item.original}</p>
        </details>
      )}
    </div>
  );
}

/** The tick: on this phone, or in the database. */
function stateWords(portal: Portal, answer: OwnAnswer): string {
  if (answer.state === 'sent') return t('sent');
  return t(portal.outbox.value?.lasting.value === false ? 'kept_not_lasting' : 'kept');
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
  const again = refused?.value;
  return (
    <div class="answer-state">
      {answer !== null && (
        <p>
          {t('your_answer', { answer: answerWords(answer.value) })}{' '}
          <span class={`tick tick--${answer.state}`}>{stateWords(portal, answer)}</span>
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
