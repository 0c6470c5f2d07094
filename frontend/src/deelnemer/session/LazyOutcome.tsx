import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { LazyDiscussion } from '../talk/LazyTalk';
import { lazily } from '../lazily';
import { t } from '../text';
import type { MovementProps } from './Movement';
import type { ResultsProps } from './Results';
import { Underway } from './Underway';
import { useKeptFocus } from './useKeptFocus';

const useOutcome = lazily(() => import('./outcome'));

/** What is seen of an opgave after its reveal: what came out, or the punt that the room talks about. */
export function LazyResults(props: ResultsProps) {
  const { current, published } = props.snapshot;
  const { number, name: title } = props.opgave;
  const view = number === current.opgave ? current.view : 'results';
  const talked = view === 'discussion' && published.some(({ item }) => item === current.item) ? current.item : null;
  const Loaded = useOutcome()?.Shown;
  const region = useRef<HTMLDivElement>(null);
  const together = view === 'overall';
  useKeptFocus(region, talked ?? (Loaded === undefined ? 'loading' : together ? view : 'loaded'), 'h1');
  return (
    <div ref={region}>
      {talked !== null ? (
        <LazyDiscussion {...props} item={talked} title={title} />
      ) : Loaded === undefined ? (
        <Underway title={title} />
      ) : (
        <Loaded {...props} together={together} />
      )}
    </div>
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
