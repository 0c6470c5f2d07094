import { type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** More rows than this cannot be read from the back of the hall. */
const MOST_ROWS = 3;
/** How long a page stays, in milliseconds: three punten read slowly, and a moment to think. */
export const PAGE_STAYS = 30_000;

interface Page {
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
 */
export function usePage(about: string, total: number): Page {
  const [turned, setTurned] = useState({ about, start: 0 });
  const start = turned.about === about && turned.start < total ? turned.start : 0;
  const { fitting, place } = useFittingRows(`${about} ${start}`);
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

function useFittingRows(about: string) {
  const place = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState({ about, rows: MOST_ROWS });
  const rows = found.about === about ? found.rows : MOST_ROWS;
  useEffect(() => {
    const startAgain = () => setFound({ about, rows: MOST_ROWS });
    addEventListener('resize', startAgain);
    return () => removeEventListener('resize', startAgain);
  }, [about]);
  useLayoutEffect(() => {
    const box = place.current;
    if (box && rows > 1 && box.scrollHeight > box.clientHeight + 1) setFound({ about, rows: rows - 1 });
  }, [found, rows, about]);
  return { fitting: rows, place };
}
