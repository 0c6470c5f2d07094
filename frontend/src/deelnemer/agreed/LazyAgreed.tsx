import type { AgreementView, Snapshot } from '../../shared/api/types';
import { lazily } from '../lazily';
import type { NoticedProps } from './Noticed';

const useAgreed = lazily(() => import('./index'));

/** What was agreed the time before, to read; nothing where there is none. */
export function LazyLastTime(props: { snapshot: Snapshot }) {
  return props.snapshot.agreements.some(({ earlier }) => earlier) ? <LastTime {...props} /> : null;
}

function LastTime(props: { snapshot: Snapshot }) {
  const Loaded = useAgreed()?.LastTime;
  return Loaded === undefined ? null : <Loaded {...props} />;
}

/** Who does an afspraak, and before when. */
export function LazyAgreedBy(props: { agreement: AgreementView }) {
  const Loaded = useAgreed()?.AgreedBy;
  return Loaded === undefined ? null : <Loaded {...props} />;
}

/** What bewoners noticed of the afspraken of last time. */
export function LazyNoticed(props: NoticedProps) {
  const Loaded = useAgreed()?.Noticed;
  if (Loaded !== undefined) return <Loaded {...props} />;
  return (
    <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
      {props.opgave.name}
    </h1>
  );
}
