import { useEffect } from 'preact/hooks';
import type { Presence } from '../../shared/api/types';
import type { Participants } from './participants';

/** When a whole hall comes in, the list is asked for once it is quiet; without an answer it is asked for again. */
const QUIET = 250;
const AGAIN = 4_000;

/** Keeps the list of participants up to date with what the server tells of who is here. */
export function useList(people: Participants, presence: Presence): void {
  useEffect(() => {
    let gone = false;
    const askIn = (wait: number) => setTimeout(() => void ask(), wait);
    const ask = async (): Promise<void> => {
      const answered = await people.load();
      if (!answered && !gone) timer = askIn(AGAIN);
    };
    let timer = askIn(QUIET);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [people, presence]);
}
