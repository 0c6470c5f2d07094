import { useEffect, useState } from 'preact/hooks';

const TRY_AGAIN = 4_000;

/** A hook for a part of the application that is not fetched at first: `null` until it is there; it is asked for again until it comes. */
export function lazily<T>(fetch: () => Promise<T>): () => T | null {
  let loaded: T | null = null;
  return function useLoaded() {
    const [, ready] = useState(loaded !== null);
    useEffect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const load = () => {
        fetch().then(
          (part) => {
            loaded = part;
            ready(true);
          },
          () => {
            timer = setTimeout(load, TRY_AGAIN);
          },
        );
      };
      if (loaded === null) load();
      return () => clearTimeout(timer);
    }, []);
    return loaded;
  };
}
