import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { lazily } from '../lazily';
import { t } from '../text';
import type { MovementProps } from './Movement';
import type { ResultsProps } from './Results';
import { Underway } from './Underway';
import { useKeptFocus } from './useKeptFocus';

const useOutcome = lazily(() => import('./outcome'));

/** The results of one opgave, or of all when the room looks at those. */
export function LazyResults(props: ResultsProps) {
  const { current } = props.snapshot;
  const view = props.opgave.number === current.opgave ? current.view : 'results';
  const outcome = useOutcome();
  const Loaded = view === 'overall' ? outcome?.Together : outcome?.Results;
  const region = useRef<HTMLDivElement>(null);
  useKeptFocus(region, Loaded === undefined ? 'loading' : view === 'overall' ? view : 'loaded', 'h1');
  return (
    <div ref={region}>{Loaded === undefined ? <Underway title={props.opgave.name} /> : <Loaded {...props} />}</div>
  );
}

/** The session is over. */
export function LazyClosed(props: { portal: Portal; snapshot: Snapshot }) {
  const Loaded = useOutcome()?.Closed;
  return Loaded === undefined ? <Underway title={t('closed_title')} /> : <Loaded {...props} />;
}

const useMovement = lazily(() => import('./Movement'));

/** What a conversation changed: only a next round moves anything. */
export function LazyMovement(props: MovementProps) {
  return props.rows.some(({ result }) => result.movement !== null) ? <Moved {...props} /> : null;
}

function Moved(props: MovementProps) {
  const Loaded = useMovement()?.Movement;
  return Loaded === undefined ? null : <Loaded {...props} />;
}
