import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Focus when what stands in a region becomes something else (`where` changes): who stood in it goes to its new heading;
 * for anybody else nothing moves.
 */
export function useKeptFocus(region: RefObject<HTMLElement>, where: string, heading: string): void {
  const shown = useRef(where);
  const inside = useRef(false);
  if (shown.current !== where) inside.current = region.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (shown.current === where) return;
    shown.current = where;
    if (inside.current) region.current?.querySelector<HTMLElement>(heading)?.focus();
  }, [where, heading, region]);
}
