import type { Headline } from '../../shared/charts/data/results';
import { t } from '../words';
import type { Page } from './paging';

/** The conclusion as the title of a page. */
export function headline({ key, ...values }: Headline): string {
  return t(`reveal_headline_${key}`, values);
}

/** Which rows these are; where nothing may move, where the others are. */
export function pageWords({ start, rows, turns }: Omit<Page, 'place'>, total: number): string {
  if (!turns) return t('reveal_more', { n: total - rows });
  return t(start + rows < total ? 'reveal_page' : 'reveal_last', { n: rows, from: start + 1, to: start + rows, total });
}
