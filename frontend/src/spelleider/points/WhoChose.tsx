import { useEffect, useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { ChoiceList, Snapshot } from '../../shared/api/types';
import { clock } from '../../shared/i18n/clock';
import { words } from '../people/participants';
import { Fold } from '../present/Fold';
import { t } from '../words';

type Rows = ChoiceList['choices'];

/** 'Wie koos wat': every decision about a punt, asked for when it is opened and again when something was decided. */
export function WhoChose({ snapshot }: { snapshot: Snapshot }) {
  return (
    <Fold look="rest" summary={t('who_chose')}>
      <Asked snapshot={snapshot} />
    </Fold>
  );
}

function Asked({ snapshot }: { snapshot: Snapshot }) {
  const [rows, setRows] = useState<Rows | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { gemeente, session, discussion } = snapshot;
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      try {
        const { choices } = await call<ChoiceList>(sessionPath(gemeente, session, '/choices'));
        if (gone) return;
        setRows(choices);
        setTrouble(null);
      } catch (failure) {
        if (!gone) setTrouble(words(failure));
      }
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [gemeente, session, discussion]);
  if (trouble !== null) return <p role="alert">{trouble}</p>;
  return rows === null ? <p>{t('loading')}</p> : <List rows={rows} snapshot={snapshot} />;
}

function List({ rows, snapshot }: { rows: Rows; snapshot: Snapshot }) {
  if (rows.length === 0) return <p>{t('who_nobody')}</p>;
  const numbers = new Map(snapshot.opgaven.flatMap(({ items }) => items.map(({ id, number }) => [id, number])));
  return (
    <ol class="who-chose">
      {rows.map(({ item, choice, by, at }, place) => (
        <li key={place}>{t(`who_${choice}`, { number: numbers.get(item) ?? '?', by, time: clock(at) })}</li>
      ))}
    </ol>
  );
}
