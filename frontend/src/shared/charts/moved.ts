import nl from '../../../../wijkplatform/content/findings/nl.json';
import type { ItemResult, Term } from '../api/types';
import { GROUPS } from '../api/types';
import { translator } from '../i18n';
import { say } from '../i18n/findings';
import common from '../i18n/locales/nl/common.json';
import texts from '../i18n/locales/nl/moved.json';

/** The texts about what a conversation moved. */
export const t = translator({ ...common, ...texts });

/** Whether the conversation changed anything at a punt, as the result says. */
export function changedWords(changed: boolean): string {
  return t(changed ? 'changed' : 'unchanged');
}

/** What moved, group by group; how the groups stand towards each other is said once, at the end. */
export function movedSentences({ movement }: ItemResult, term: Term): string[] {
  if (movement === null) return [];
  const each = GROUPS.flatMap((group) => {
    const finding = movement.groups[group]?.finding;
    return finding ? [say({ ...finding, values: { ...finding.values, gap: 'none' } }, term)] : [];
  });
  const gap = nl.gap[movement.gap].trim();
  return gap === '' ? each : [...each, gap];
}
