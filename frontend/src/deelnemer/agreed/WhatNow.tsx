import type { Snapshot } from '../../shared/api/types';
import { say } from '../../shared/i18n/findings';
import type { Portal } from '../../shared/live/portal';
import { nextOf, strongestOf } from '../../shared/talk/now';
import type { OwnAnswers } from '../session/answers';
import { Fold } from '../session/Fold';
import { wording } from '../session/wording';
import { AgreedList } from './AgreedList';
import { Noticed } from './Noticed';
import { dayWords, t } from './text';

export interface WhatNowProps {
  portal: Portal;
  snapshot: Snapshot;
  answers: OwnAnswers;
}

/** The end of a session in short: where groups differ most, what was agreed, and what happens next and when. */
export function WhatNow({ portal, snapshot, answers }: WhatNowProps) {
  const strongest = strongestOf(snapshot);
  const agreed = snapshot.agreements.filter(({ earlier }) => !earlier);
  const asked = snapshot.opgaven.find(({ number, state }) => number < 0 && state === 'revealed');
  if (snapshot.published.length === 0 && agreed.length === 0 && asked === undefined) return null;
  return (
    <section class="agreed-part">
      <h2 class="agreed-part__title">{t('now')}</h2>
      <h3>{t('differences')}</h3>
      {strongest.length === 0 ? (
        <p>{t('no_differences')}</p>
      ) : (
        <ol>
          {strongest.map(({ item, result }) => (
            <li key={item.id}>
              <p>{say(result.finding, snapshot.term)}</p>
              <p class="soft" {...wording(snapshot.me?.language)}>
                {item.text}
              </p>
            </li>
          ))}
        </ol>
      )}
      <h3>{t('this_time')}</h3>
      {agreed.length === 0 ? <p>{t('nothing_agreed')}</p> : <AgreedList agreements={agreed} />}
      <h3>{t('next')}</h3>
      <Happens next={nextOf(agreed)} />
      {asked !== undefined && (
        <Fold class="found" summary={<h3>{asked.name}</h3>}>
          <Noticed named {...{ portal, snapshot, opgave: asked, answers }} />
        </Fold>
      )}
    </section>
  );
}

function Happens({ next }: { next: ReturnType<typeof nextOf> }) {
  if (next === null) return <p>{t('next_nothing')}</p>;
  const { day, kind, agreement } = next;
  const date = dayWords(day);
  if (kind === 'answer') return <p>{t('next_answer', { date, organisation: agreement.organisation })}</p>;
  return (
    <p class="agreed__next">
      {t('next_due', { date })} <bdi>{agreement.what}</bdi>
    </p>
  );
}
