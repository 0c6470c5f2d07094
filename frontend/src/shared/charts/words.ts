import { translator } from '../i18n';
import charts from '../i18n/locales/nl/charts.json';
import common from '../i18n/locales/nl/common.json';
import type { GroupName, ItemResult, OpgaveView, Snapshot } from '../api/types';
import type { GroupCounts } from './data/counts';
import type { DifferencePicture, Lane } from './data/difference';
import { recountOf } from './data/recount';

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
  return picture.lanes.map((lane) => `${t(`groups_${lane.group}`)}: ${lane.mean ?? silence(lane)}`).join('; ');
}

/** The counts of a group in one line: '1: 2, 2: 4, …; weet ik niet: 1'. */
export function countsName(group: GroupCounts): string {
  const levels = (group.levels ?? []).map(({ level, count }) => `${level}: ${count}`).join(', ');
  return `${t(`groups_${group.group}`)}. ${levels}; ${t('scale_0')}: ${group.unknown ?? 0}`;
}

/** Whether the words of a revealed opgave can still change, or were made anew since; null when neither. */
export function recountWords(opgave: OpgaveView, snapshot: Snapshot): string | null {
  const recount = recountOf(opgave, snapshot);
  return recount && t(recount);
}

/** What the number beside a mark is and, where a sentence names answers, which answer that is: mean and median differ. */
export function keyWords(results: ItemResult[]): string {
  const named = results.some((one) => one.finding.key === 'differ');
  return named ? `${t('key_mean')} ${t('key_median')}` : t('key_mean');
}

const LISTED: Record<string, 'list_unknown' | 'list_divided' | 'list_worry' | 'list_strength'> = {
  nobody_knows: 'list_unknown',
  divided: 'list_divided',
  shared_worry: 'list_worry',
  shared_strength: 'list_strength',
};

/** What was found in two or three words: the list that a punt stands in, else how sure it is that groups differ. */
export function verdictOf({ finding, word }: Pick<ItemResult, 'finding' | 'word'>): string {
  return t(LISTED[finding.key] ?? `word_${word}`);
}

/** What stands in a lane without a mark. */
export function silence({ state, group }: Lane): string {
  return state === 'all_unknown' ? t('lane_all_unknown') : noAnswers(group, state === 'not_asked');
}

/** Why nothing of a group is shown. */
export function noAnswers(group: GroupName, notAsked: boolean): string {
  return notAsked ? t('not_asked', { groups: t(`groups_${group}`) }) : t('too_few_to_show');
}
