import { LazyNoticed } from '../agreed/LazyAgreed';
import { Together } from './Overall';
import { Results, type ResultsProps } from './Results';

/** What came out of an opgave, or of all together when the room looks at those. */
export function Shown(props: ResultsProps & { together: boolean }) {
  if (props.together) return <Together {...props} />;
  return props.opgave.number < 0 ? <LazyNoticed {...props} /> : <Results {...props} />;
}
