import { useEffect, useRef } from 'preact/hooks';
import { Notice } from '../../shared/ui/Notice';
import type { Failure } from './useEntering';

/** Why somebody did not come in, beside the button that was pressed: who pressed it is brought here. */
export function Refused({ failure }: { failure: Failure | null }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [failure]);
  if (failure === null) return null;
  return (
    <div ref={place} tabIndex={-1}>
      <Notice kind="error" title={failure.words} urgent />
    </div>
  );
}
