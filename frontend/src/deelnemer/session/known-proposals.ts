import type { Portal } from '../../shared/live/portal';
import { lazily } from '../lazily';
import type { Proposals } from './proposals';

const useLoaded = lazily(() => import('./proposals'));

/** The proposals of whoever this phone belongs to, where results are seen; null as long as they are not there. */
export function useProposals(portal: Portal): Proposals | null {
  return useLoaded()?.proposalsOf(portal) ?? null;
}
