import type { Snapshot } from '../../shared/api/types';
import { say } from '../../shared/i18n/findings';
import { nextOf, strongestOf } from '../../shared/talk/now';
import { day, t, whatNext, whoDoes } from '../../shared/talk/words';
import { fits } from './room';
import './end-page.css';

/** About so many letters of afspraken fit beside the differences. */
const ROOM = 360;

/** The end of the evening: where the room really differed, what was agreed, and when something happens next. */
export function EndPage({ snapshot }: { snapshot: Snapshot }) {
  const strongest = strongestOf(snapshot);
  const made = snapshot.agreements.filter(({ earlier, status }) => !earlier && status !== 'dropped');
  const shown = fits(made, ({ what }) => what, ROOM);
  const next = nextOf(made);
  return (
    <section class="end-page">
      <h1 class="scherm__title">{t('now_what')}</h1>
      <div class="end-page__columns">
        {strongest.length > 0 && (
          <section>
            <h2>{t('strongest')}</h2>
            <ol>
              {strongest.map(({ item, result }) => (
                <li key={item.id}>
                  <p class="end-page__said">{say(result.finding, snapshot.term)}</p>
                  <p class="end-page__soft">
                    {item.number} {item.text}
                  </p>
                </li>
              ))}
            </ol>
          </section>
        )}
        <section>
          <h2>{t('agreed')}</h2>
          <ol>
            {shown.map((one) => (
              <li key={one.id}>
                <p class="end-page__said" dir="auto">
                  {one.what}
                </p>
                <p class="end-page__soft">
                  {whoDoes(one)} · {t('agreement_due', { date: day(one.due) })}
                </p>
              </li>
            ))}
          </ol>
          {made.length > shown.length && (
            <p class="end-page__soft">{t('more_agreed', { n: made.length - shown.length })}</p>
          )}
        </section>
      </div>
      {next && <p class="end-page__next">{whatNext(next)}</p>}
    </section>
  );
}
