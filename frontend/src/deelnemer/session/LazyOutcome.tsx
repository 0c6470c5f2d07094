import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { lazily } from '../lazily';
import { t } from '../text';
import type { ResultsProps } from './Results';
import { useKeptFocus } from './useKeptFocus';

const useOutcome = lazily(() => import('./outcome'));

/** The results of one opgave, or of all when the room looks at those. */
export function LazyResults(props: ResultsProps) {
  const { view } = props.snapshot.current;
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

function Underway({ title }: { title: string }) {
  return (
    <div class="stack">
      <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
        {title}
      </h1>
      <p class="soft">{t('loading')}</p>
    </div>
  );
}
