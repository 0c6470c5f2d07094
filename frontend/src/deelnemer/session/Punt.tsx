import type { ComponentChildren } from 'preact';
import type { ItemView, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { ScoreScale } from '../../shared/ui/ScoreScale';
import { LazyAgreedBy } from '../agreed/LazyAgreed';
import { NOTICED_SCALE } from '../agreed/noticed-scale';
import type { OwnAnswer, OwnAnswers } from './answers';
import { roundBefore } from './rounds';
import { t } from './scoring-text';
import { TimeLeft } from './TimeLeft';
import type { Time } from './time';
import { wording } from './wording';
import { answerOf } from './words-of';
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
  const written = item.kind === 'afspraak';
  const words = written ? { ...wording(), dir: 'auto' as const } : wording(snapshot.me?.language);
  const agreement = snapshot.agreements.find(({ id }) => id === item.agreement);
  return (
    <article class="punt">
      <div class={`punt__head${snapshot.pace === 'led' ? '' : ' punt__head--timed'}`}>
        <p class={`kind kind--${item.kind}`}>{t(`kind_${item.kind}_says`)}</p>
        <TimeLeft time={time} />
      </div>
      <h2 tabIndex={-1} id={`punt-${item.id}`} class={`punt__text${written ? ' agreed__what' : ''}`} {...words}>
        <span class="punt__number">{item.number}</span> {item.name === null ? item.text : `${item.name}: ${item.text}`}
      </h2>
      {agreement !== undefined && <LazyAgreedBy agreement={agreement} />}
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
          {...(written && { asks: NOTICED_SCALE })}
          onAnswer={(value) => portal.send({ item: item.id, round, value })}
        />
        {written ? null : answer !== null ? (
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
      <AnswerState {...{ portal, item, before, round, answers }} />
      <div class="punt__more">
        {children}
        <More item={item} words={words} />
      </div>
    </article>
  );
}

type Direction = 'ltr' | 'rtl' | 'auto';

function More({ item, words }: { item: ItemView; words: { lang: string; dir: Direction } }) {
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

type AnswerStateProps = Pick<PuntProps, 'portal' | 'item' | 'round' | 'answers'> & { before: OwnAnswer | null };

/**
 * 'Uw antwoord: 4, meestal wel': bewaard op uw telefoon, then verstuurd; or why it was not taken. In a later round also
 * what it was before.
 */
function AnswerState({ portal, item, before, round, answers }: AnswerStateProps) {
  const answer = answers.of(item.id, round);
  const refused = answers.whyNot(item.id, round);
  const again = refused?.value;
  return (
    <div class="answer-state">
      {answer !== null && (
        <p>
          {t('your_answer', { answer: answerOf(item, answer.value) })}{' '}
          <span class={`tick tick--${answer.state}`}>{stateWords(portal, answer)}</span>
        </p>
      )}
      {before !== null && <p>{t('answer_before', { answer: answerOf(item, before.value) })}</p>}
      {refused !== null && (
        <Notice kind="error" title={refused.code === 'closed' ? t('too_late') : t('not_taken')} urgent>
          {refused.message !== null && <p>{refused.message}</p>}
          {refused.code !== 'closed' && again !== undefined && (
            <Button onClick={() => portal.send({ item: item.id, round, value: again })}>{t('send_again')}</Button>
          )}
        </Notice>
      )}
    </div>
  );
}
