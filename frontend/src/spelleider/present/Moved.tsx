import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { movedRows } from '../../shared/charts/data/results';
import { changedWords, movedSentences } from '../../shared/charts/moved';
import { Movement } from '../../shared/charts/Movement';
import { t } from '../words';
import { Fold } from './Fold';

/** What the conversation changed, after a next round: punt by punt, those that moved first. */
export function Moved({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const rows = movedRows(opgave, snapshot.published);
  if (rows.length === 0) return null;
  const changed = rows.filter(({ result }) => result.movement?.changed);
  const [only] = rows.length === 1 ? rows : [];
  const picture = ({ item, result }: (typeof rows)[number]) => (
    <Movement item={item} result={result} term={snapshot.term} />
  );
  return (
    <section class="moved" aria-labelledby="moved">
      <h3 id="moved" class="results__title">
        {t('moved_title')}
      </h3>
      {only ? (
        picture(only)
      ) : (
        <>
          <p>{t('moved_count', { n: changed.length, total: rows.length })}</p>
          <ol class="results__lines">
            {rows.map((row) => (
              <li key={row.item.id} class="results__line">
                <p class="results__punt">
                  <strong>{row.item.number}</strong> {row.item.text}
                </p>
                <p class="results__finding">{changedWords(row.result.movement?.changed === true)}</p>
                <p>{movedSentences(row.result, snapshot.term).join(' ')}</p>
                <Fold look="more" summary={t('show_movement', { number: row.item.number })}>
                  <div class="results__pictures">{picture(row)}</div>
                </Fold>
              </li>
            ))}
          </ol>
        </>
      )}
      <p class="results__remark">{t('moved_stays')}</p>
    </section>
  );
}
