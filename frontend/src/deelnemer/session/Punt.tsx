import type { ComponentChildren } from 'preact';
import type { ItemView, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { answerWords, ScoreScale } from '../../shared/ui/ScoreScale';
import type { OwnAnswer, OwnAnswers } from './answers';
import { roundBefore } from './rounds';
import { t } from './scoring-text';
import { TimeLeft } from './TimeLeft';
import type { Time } from './time';
import { wording } from './wording';
import './punt.css';

interface PuntProps {
  portal: Portal;
  snapshot: Snapshot;
  item: ItemView;
  round: number;
  answers: OwnAnswers;
  time: Time;
  /** The way to the other punten. */
  children: ComponentChildren;
}

/**
 * One punt: what it says, the scale under it, and what explains it. What somebody may unfold stands below the scale: a
 * scale of which only the low answers are in sight would lead people to them.
 */
export function Punt({ portal, snapshot, item, round, answers, time, children }: PuntProps) {
  const answer = answers.of(item.id, round);
  const earlier = roundBefore(item.id, round, snapshot);
  const before = earlier === null ? null : answers.of(item.id, earlier);
  const words = wording(snapshot.me?.language);
  return (
    <article class="punt">
      <div class={`punt__head${snapshot.pace === 'led' ? '' : ' punt__head--timed'}`}>
        <p class={`kind kind--${item.kind}`}>{t(`kind_${item.kind}_says`)}</p>
        <TimeLeft time={time} />
      </div>
      <h2 tabIndex={-1} id={`punt-${item.id}`} class="punt__text" {...words}>
        <span class="punt__number">{item.number}</span> {item.name === null ? item.text : `${item.name}: ${item.text}`}
      </h2>
      {item.explain_always && (
        <p class="punt__explanation" {...words}>
          {item.explanation}
        </p>
      )}
      <div class="punt__scale">
        <ScoreScale
          key={`${item.id} ${round}`}
          name={`punt-${item.id}`}
          about={`punt-${item.id}`}
          value={answer?.value ?? null}
          onAnswer={(value) => portal.send({ item: item.id, round, value })}
        />
        {answer !== null ? (
          <p class={`punt__state tick tick--${answer.state}`} aria-hidden="true">
            {stateWords(portal, answer)}
          </p>
        ) : (
          before !== null && (
            <p class="punt__state" aria-hidden="true">
              {before.value === 0 ? t('was_unknown') : t('was', { value: before.value })}
            </p>
          )
        )}
      </div>
      <AnswerState {...{ portal, before, round, answers }} item={item.id} />
      <div class="punt__more">
        {children}
        <More item={item} words={words} />
      </div>
    </article>
  );
}

function More({ item, words }: { item: ItemView; words: ReturnType<typeof wording> }) {
  const explained = item.explanation !== null && !item.explain_always;
  const original = item.original !== item.text;
  return (
    <>
      {explained && (
        <details class="fold">
          <summary>{t('explanation')}</summary>
          <p {...words}>{item.explanation}</p>
        </details>
      )}
      {original && (
        <details class="fold">
          <summary>{t('original')}</summary>
          <p lang="nl">{item.original}</p>
        </details>
      )}
    </>
  );
}

/** The tick: on this phone, or in the database. */
function stateWords(portal: Portal, answer: OwnAnswer): string {
  if (answer.state === 'sent') return t('sent');
  return t(portal.outbox.value?.lasting.value === false ? 'kept_not_lasting' : 'kept');
}

type AnswerStateProps = Pick<PuntProps, 'portal' | 'round' | 'answers'> & { item: string; before: OwnAnswer | null };

/**
 * 'Uw antwoord: 4, meestal wel': bewaard op uw telefoon, then verstuurd; or why it was not taken. In a later round also
 * what it was before.
 */
function AnswerState({ portal, item, before, round, answers }: AnswerStateProps) {
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
      {before !== null && <p>{t('answer_before', { answer: answerWords(before.value) })}</p>}
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
