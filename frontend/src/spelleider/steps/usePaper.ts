import { useEffect, useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { PaperList, Snapshot, TableList } from '../../shared/api/types';

/**
 * Whether answers come on paper in this session: some were typed in, or a tafel can type them. Asked again whenever
 * `when` changes; while the server does not answer, what is known from the counts stands.
 */
export function usePaper({ gemeente, session, progress }: Snapshot, when: string): boolean {
  const [found, setFound] = useState(false);
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      const path = (rest: string) => sessionPath(gemeente, session, rest);
      try {
        const [{ tables }, { entries }] = await Promise.all([
          call<TableList>(path('/tables')),
          call<PaperList>(path('/papers')),
        ]);
        if (!gone) setFound(tables.some((one) => !one.revoked) || entries.length > 0);
      } catch {
        // What was known a moment ago stays.
      }
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [gemeente, session, when]);
  return found || Object.keys(progress.paper).length > 0;
}
