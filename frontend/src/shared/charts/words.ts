import { translator } from '../i18n';
import charts from '../i18n/locales/nl/charts.json';
import common from '../i18n/locales/nl/common.json';
import type { GroupName } from '../api/types';
import type { GroupCounts } from './data/counts';
import type { DifferencePicture, Lane } from './data/difference';

/** The texts of the charts. */
export const t = translator({ ...common, ...charts });

/** The way in which the page is read. */
export function direction(): 'ltr' | 'rtl' {
  return document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
}

/** Groups in a sentence: 'bewoners, wijkpartners en ambtenaren'. */
export function groups(names: GroupName[]): string {
  const words = names.map((name) => t(`groups_${name}`));
  const last = words.pop() ?? '';
  return words.length === 0 ? last : t('and', { first: words.join(', '), last });
}

/** The short name of a picture for who does not see it. */
export function nameOf(picture: DifferencePicture): string {
  return picture.lanes.map((lane) => `${t(`groups_${lane.group}`)}: ${lane.mean ?? t(silence(lane))}`).join('; ');
}

/** The counts of a group in one line: '1: 2, 2: 4, …; weet ik niet: 1'. */
export function countsName(group: GroupCounts): string {
  const levels = (group.levels ?? []).map(({ level, count }) => `${level}: ${count}`).join(', ');
  return `${t(`groups_${group.group}`)}. ${levels}; ${t('scale_0')}: ${group.unknown ?? 0}`;
}

/** What stands in a lane without a mark. */
export function silence(lane: Lane): 'too_few_to_show' | 'lane_all_unknown' {
  return lane.state === 'hidden' ? 'too_few_to_show' : 'lane_all_unknown';
}
