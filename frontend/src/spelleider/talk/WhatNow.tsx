import type { Snapshot } from '../../shared/api/types';
import { say } from '../../shared/i18n/findings';
import { nextOf, strongestOf } from '../../shared/talk/now';
import { day, t, whatNext, whoDoes } from '../../shared/talk/words';
import './what-now.css';

/** 'En nu?': where the room really differed, what was agreed, and what happens next and when. */
export function WhatNow({ snapshot }: { snapshot: Snapshot }) {
  const strongest = strongestOf(snapshot);
  const made = snapshot.agreements.filter(({ earlier, status }) => !earlier && status !== 'dropped');
  const next = nextOf(made);
  return (
    <section class="what-now" aria-labelledby="what-now">
      <h3 id="what-now" class="what-now__title">
        {t('now_what')}
      </h3>
      <h4>{t('strongest')}</h4>
      {strongest.length === 0 ? (
        <p>{t('none_differ')}</p>
      ) : (
        <ol>
          {strongest.map(({ item, result }) => (
            <li key={item.id}>
              {say(result.finding, snapshot.term)}
              <p class="cockpit__remark">
                {item.number} {item.text}
              </p>
            </li>
          ))}
        </ol>
      )}
      <h4>{t('agreed')}</h4>
      {made.length === 0 ? (
        <p>{t('agreements_none')}</p>
      ) : (
        <ol>
          {made.map((one) => (
            <li key={one.id}>
              <bdi>{one.what}</bdi>
              <p class="cockpit__remark">
                <bdi>{whoDoes(one)}</bdi> · {t('agreement_due', { date: day(one.due) })}
              </p>
            </li>
          ))}
        </ol>
      )}
      <h4>{t('next_title')}</h4>
      <p>{next ? whatNext(next) : t('next_none')}</p>
      {snapshot.published.length > 0 && (
        <p>
          <a class="nl-link" href={`/${snapshot.gemeente}/beheer/sessies/${snapshot.session}/rapport`}>
            {t('read_report')}
          </a>
        </p>
      )}
    </section>
  );
}
