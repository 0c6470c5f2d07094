import { lazily } from '../lazily';
import type { ScoringProps } from './Scoring';
import { Underway } from './Underway';

/** Fetched in the waiting room already: whoever joins loads less at first. */
export const useScoring = lazily(() => import('./Scoring'));

/** An opgave that is open. */
export function LazyScoring(props: ScoringProps) {
  const Loaded = useScoring()?.Scoring;
  return Loaded === undefined ? <Underway title={props.opgave.name} /> : <Loaded {...props} />;
}
