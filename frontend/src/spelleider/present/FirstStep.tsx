import type { Snapshot } from '../../shared/api/types';
import { firstStepOf, PLACES } from '../../shared/charts/data/first-step';
import type { OpgaveView } from '../../shared/api/types';
import { placeWords, t } from '../../shared/charts/first-step';
import './first-step.css';

/** Where the room stands with the ten waarden, each in one place: no number, and no order between them. */
export function FirstStep({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const places = firstStepOf(opgave, snapshot);
  return (
    <div class="first-step">
      {PLACES.map((place) => {
        const rows = places[place];
        if (rows.length === 0 && !['strong', 'weak', 'differ'].includes(place)) return null;
        return (
          <section key={place} class={`first-step__place first-step__place--${place}`}>
            <h3 class="results__title">{placeWords(place)}</h3>
            {rows.length === 0 ? (
              <p class="results__remark">{t('none')}</p>
            ) : (
              <ul>
                {rows.map(({ item }) => (
                  <li key={item.id}>{item.name ?? item.text}</li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
