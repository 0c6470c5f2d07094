import type { AgreementView, PointView } from '../../shared/api/types';
import { AgreedList } from '../agreed/AgreedList';
import { t } from './text';

/** How the conversation about a punt ended, and why; with what was agreed. */
export function Ended({ point, agreements }: { point: PointView | undefined; agreements: AgreementView[] }) {
  const outcome = point?.outcome ?? null;
  if (point === undefined || outcome === null) return null;
  const agreed = agreements.filter((one) => one.item === point.item);
  return (
    <section class="ended">
      <p class="ended__kind">{t(`outcome_${outcome.kind}`)}</p>
      <p class="ended__reason" dir="auto">
        {outcome.reason}
      </p>
      {agreed.length > 0 && <AgreedList agreements={agreed} />}
    </section>
  );
}
