import { GROUPS, type ItemResult } from '../api/types';
import { translator } from '../i18n';
import bars from '../i18n/locales/nl/bars.json';
import { t as chart } from './words';

const t = translator(bars);

/** How many answers of a group stand not in its result, where bars moved while the room scored; null: all do. */
export function outsideWords({ waiting }: ItemResult): string | null {
  const some = GROUPS.flatMap((group) => {
    const n = waiting[group] ?? 0;
    return n > 0 ? [t('outside_group', { groups: chart(`groups_${group}`), words: t('outside', { n }) })] : [];
  });
  return some.length === 0 ? null : some.join(' · ');
}
