import { useEffect, useRef } from 'preact/hooks';
import type { Presence } from '../../shared/api/types';
import type { Participants } from './participants';

/** When a whole hall comes in, the list is asked for when it is quiet again; without an answer it is asked for anew. */
const QUIET = 250;
const AGAIN = 4_000;

/** Keeps the list of participants up to date with what the server tells of who is here. */
export function useList(people: Participants, presence: Presence): void {
  const first = useRef(true);
  useEffect(() => {
    let gone = false;
    const askIn = (wait: number) => setTimeout(() => void ask(), wait);
    const ask = async (): Promise<void> => {
      const answered = await people.load();
      if (!answered && !gone) timer = askIn(AGAIN);
    };
    let timer = askIn(first.current ? 0 : QUIET);
    first.current = false;
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [people, presence]);
}
