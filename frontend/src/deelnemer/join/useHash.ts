import { useEffect, useState } from 'preact/hooks';

/** The part of the address after `#`: a step of joining stands there, so that Back leads to the step before. */
export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return hash;
}
