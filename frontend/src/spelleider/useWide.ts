import { useEffect, useState } from 'preact/hooks';

const WIDE = '(min-width: 64rem)';

/** Whether the three columns fit; on a phone they stand below each other. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const follow = (): void => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide;
}
