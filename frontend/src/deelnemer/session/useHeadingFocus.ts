import { useEffect, useRef } from 'preact/hooks';

/**
 * A heading that takes focus when the person moved on: `where` changed because of a press, not because of the room.
 * What the room changes takes focus only from somebody who stood on what has gone.
 */
export function useHeadingFocus<T extends HTMLElement>(where: string) {
  const heading = useRef<T>(null);
  const before = useRef(where);
  useEffect(() => {
    if (before.current === where) return;
    before.current = where;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost || heading.current?.closest('main')?.contains(document.activeElement)) {
      heading.current?.focus();
      heading.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [where]);
  return heading;
}
