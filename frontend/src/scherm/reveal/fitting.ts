import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** More rows than this cannot be read from the back of the hall. */
const MOST_ROWS = 3;

/** How many rows fit: long texts take a row away rather than run out of the picture. `about` names what is shown. */
export function useFittingRows(about: string) {
  const place = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState({ rows: MOST_ROWS });
  useEffect(() => {
    const startAgain = () => setFitting({ rows: MOST_ROWS });
    startAgain();
    addEventListener('resize', startAgain);
    return () => removeEventListener('resize', startAgain);
  }, [about]);
  useLayoutEffect(() => {
    const box = place.current;
    if (box && fitting.rows > 1 && box.scrollHeight > box.clientHeight + 1) setFitting({ rows: fitting.rows - 1 });
  }, [fitting, about]);
  return { rows: fitting.rows, place };
}
