import { lazily } from '../lazily';
import type { SidesProps } from './Sides';

const useSides = lazily(() => import('./Sides'));

/** The sub-results of an opgave, in a fold at its end. */
export function LazySides(props: SidesProps) {
  const Loaded = useSides()?.Sides;
  return Loaded === undefined ? null : <Loaded {...props} />;
}
