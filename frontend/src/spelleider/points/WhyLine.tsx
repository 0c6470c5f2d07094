import type { Row } from '../../shared/charts/data/results';
import { t as said } from '../../shared/talk/words';
import { t } from '../words';
import type { Desk } from './desk';
import { isShown } from './PointActions';
import { whyOf } from './points';
import './points.css';

/** What is particular about a punt now: on the scherm, decided about, asked for; `list`: and where it was found. */
export function WhyLine({ row, desk, list = false }: { row: Row; desk: Desk; list?: boolean }) {
  const why = whyOf(row, desk.snapshot);
  const shown = isShown(row, desk);
  const reasons = [
    ...(list && why.list !== null ? [t(`list_${why.list}`)] : []),
    ...(why.asked !== null ? [t('asked', { n: why.asked })] : []),
  ];
  const outcome = desk.snapshot.discussion.find((one) => one.item === row.item.id)?.outcome ?? null;
  if (!shown && why.choice === null && reasons.length === 0 && outcome === null) return null;
  return (
    <p class="why">
      {shown && <strong class="why__mark why__mark--shown">{t('is_shown')}</strong>}
      {why.choice !== null && <strong class={`why__mark why__mark--${why.choice}`}>{t(`is_${why.choice}`)}</strong>}
      {outcome !== null && (
        <span>
          <strong>{said(`outcome_${outcome.kind}`)}.</strong> <bdi>{outcome.reason}</bdi>
        </span>
      )}
      {reasons.length > 0 && <span>{reasons.join(' · ')}</span>}
    </p>
  );
}
