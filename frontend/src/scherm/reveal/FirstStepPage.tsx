import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { firstStepOf, type Place, PLACES } from '../../shared/charts/data/first-step';
import { placeWords, t } from '../../shared/charts/first-step';
import { OpgaveName } from './OpgaveName';
import './first-step-page.css';

const COLUMNS = ['strong', 'weak', 'differ'] as const satisfies Place[];

/** Where the room stands with the ten waarden: each in one place, without a number and without an order. */
export function FirstStepPage({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const places = firstStepOf(opgave, snapshot);
  const names = (place: Place): string[] => places[place].map(({ item }) => item.name ?? item.text);
  const others = PLACES.slice(COLUMNS.length).filter((place) => places[place].length > 0);
  return (
    <section class="first-step-page">
      <header>
        <OpgaveName opgave={opgave} />
        <h1 class="scherm__title">{t('title')}</h1>
      </header>
      <div class="first-step-page__columns">
        {COLUMNS.map((place) => (
          <section key={place} class={`first-step-page__column first-step-page__column--${place}`}>
            <h2>{placeWords(place)}</h2>
            {places[place].length === 0 ? (
              <p class="first-step-page__soft">{t('none')}</p>
            ) : (
              <ul>
                {names(place).map((name) => (
                  <li key={name}>{name}</li>
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
      <footer class="first-step-page__foot">
        {others.map((place) => (
          <p key={place}>
            <strong>{placeWords(place)}:</strong> {names(place).join(', ')}
          </p>
        ))}
      </footer>
    </section>
  );
}
