import { type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How long a page stays, in milliseconds: three punten read slowly, and a moment to think. */
export const PAGE_STAYS = 30_000;

export interface Page {
  /** The first row of the page, and how many rows it has. */
  start: number;
  rows: number;
  /** Whether the pages turn by themselves. */
  turns: boolean;
  /** Where the rows stand. */
  place: RefObject<HTMLDivElement>;
}

/**
 * Rows in pages that turn by themselves, calmly, and begin again after the last: nobody can scroll a beamer. Long texts
 * take a row away rather than run out of the picture. `about` names what is shown; something new begins at the start.
 * `most`: more rows than this cannot be read from the back of the hall.
 */
export function usePage(about: string, total: number, most: number): Page {
  const [turned, setTurned] = useState({ about, start: 0 });
  const start = turned.about === about && turned.start < total ? turned.start : 0;
  const { fitting, place } = useFittingRows(`${about} ${start}`, most);
  const rows = Math.min(fitting, total - start);
  const turns = rows < total && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => {
    if (!turns) return;
    const next = start + rows < total ? start + rows : 0;
    const timer = setTimeout(() => setTurned({ about, start: next }), PAGE_STAYS);
    return () => clearTimeout(timer);
  }, [about, start, rows, total, turns]);
  return { start, rows, turns, place };
}

function useFittingRows(about: string, most: number) {
  const place = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState({ about, rows: most });
  const rows = found.about === about ? found.rows : most;
  useEffect(() => {
    const startAgain = () => setFound({ about, rows: most });
    addEventListener('resize', startAgain);
    return () => removeEventListener('resize', startAgain);
  }, [about, most]);
  useLayoutEffect(() => {
    const box = place.current;
    if (box && rows > 1 && box.scrollHeight > box.clientHeight + 1) setFound({ about, rows: rows - 1 });
  }, [found, rows, about]);
  return { fitting: rows, place };
}
