import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { placeToday } from '../../shared/i18n/agenda';
import { LazyLastTime } from '../agreed/LazyAgreed';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { type OwnAnswers, titleOf } from './answers';
import type { onceMore } from './rounds';
import { t } from './scoring-text';
import { TimeLeft } from './TimeLeft';
import type { Time } from './time';
import { wording } from './wording';
import { wordsOf } from './words-of';

interface OpeningProps {
  snapshot: Snapshot;
  /** With only the punten that are asked. */
  opgave: OpgaveView;
  why: ReturnType<typeof onceMore>;
  time: Time;
  answers: OwnAnswers;
  onBegin: () => void;
}

const SECONDS_PER_PUNT = 20;

/** The name and the definition of an opgave, and how much it is; or why it is scored once more. */
export function Opening({ snapshot, opgave, why, time, answers, onBegin }: OpeningProps) {
  const count = opgave.items.length;
  const minutes = Math.max(1, Math.round((count * SECONDS_PER_PUNT) / 60));
  const only = opgave.only === null ? undefined : opgave.items[0];
  const about = wordsOf(opgave);
  const readOnly = opgave.number < 0 && count === 0;
  const words = wording(snapshot.me?.language);
  const before = opgave.items.some(({ id }) => answers.of(id, opgave.round - 1) !== null);
  const how = why === 'again' ? (before ? 'again_how' : 'again_new') : 'opening_how';
  return (
    <div class="stack">
      <div>
        {opgave.number >= 0 && (
          <p class="eyebrow">{why === 'again' ? titleOf(opgave) : placeToday(opgave.number, snapshot.opgaven)}</p>
        )}
        <h1 tabIndex={-1} class="nl-heading nl-heading--level-1" {...(why === 'again' ? {} : words)}>
          {why === 'again' ? t('again_title') : opgave.name}
        </h1>
        <TimeLeft time={time} />
      </div>
      {why === 'restart' && before && (
        <Notice kind="warning" title={t('restart_title')}>
          <p>{t('restart')}</p>
        </Notice>
      )}
      {only !== undefined && <p>{about('single_point')}</p>}
      {!readOnly && (
        <p class="lead" {...words}>
          {only === undefined ? opgave.definition : only.text}
        </p>
      )}
      {count === 0 ? (
        <>
          <p>{about('skipped')}</p>
          {readOnly && <LazyLastTime snapshot={snapshot} />}
        </>
      ) : (
        <>
          <p class="facts">
            <span>{about('points', { n: count })}</span>
            <span>{t('minutes', { n: minutes })}</span>
          </p>
          <p>{about(how)}</p>
          <Button kind="primary" wide onClick={onBegin}>
            {t('begin')}
          </Button>
        </>
      )}
    </div>
  );
}
