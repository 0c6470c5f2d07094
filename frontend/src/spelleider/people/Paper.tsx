import { useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { Snapshot, TableLink, TableList, TableRow } from '../../shared/api/types';
import { QrCode } from '../../shared/charts/QrCode';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Notice } from '../../shared/ui/Notice';
import { announce } from '../../shared/ui/Status';
import { t } from '../words';
import { words } from './participants';

/** Everything about paper: printing cards, typing them in, and links by which volunteers type at a table (`onTables`). */
export function Paper({ snapshot, onTables }: { snapshot: Snapshot; onTables: () => void }) {
  const { gemeente, session } = snapshot;
  const [tables, setTables] = useState<TableRow[]>([]);
  const [made, setMade] = useState<TableLink | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const here = `/${gemeente}/sessies/${session}`;
  const path = sessionPath(gemeente, session, '/tables');

  const ask = async (doing: () => Promise<void>): Promise<void> => {
    setTrouble(null);
    try {
      await doing();
      setTables((await call<TableList>(path)).tables);
    } catch (failure) {
      setTrouble(words(failure));
    }
  };
  const make = () =>
    ask(async () => {
      setMade(await call<TableLink>(path, { method: 'POST' }));
      onTables();
    });
  const end = (table: TableRow) =>
    ask(async () => {
      await call<TableRow>(`${path}/${table.id}`, { method: 'DELETE' });
      announce(t('table_ended', { number: table.number }));
    });

  return (
    <details class="paper" onToggle={(event) => event.currentTarget.open && void ask(() => Promise.resolve())}>
      <summary>{t('paper')}</summary>
      <div class="paper__body">
        <p>{t('paper_how')}</p>
        <p>
          <a class="nl-link" href={`${here}/kaarten`} target="_blank" rel="noopener">
            {t('paper_print')}
          </a>
        </p>
        <p>
          <a class="nl-link" href={`${here}/papier`} target="_blank" rel="noopener">
            {t('paper_type')}
          </a>
        </p>
        <Button onClick={make}>{t('table_make')}</Button>
        {trouble !== null && <Notice kind="error">{trouble}</Notice>}
        <ul class="people">
          {tables.map((table) => (
            <li key={table.id} class="people__person">
              <span>{t(table.revoked ? 'table_over' : 'table', { number: table.number })}</span>
              {!table.revoked && (
                <Button aria-label={t('table_end_which', { number: table.number })} onClick={() => end(table)}>
                  {t('table_end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      {made && (
        <Dialog title={t('table', { number: made.number })} onClose={() => setMade(null)}>
          <div class="dialog-body">
            <p>{t('table_scan')}</p>
            <div class="paper__code">
              <QrCode link={made.url} name={t('table_qr', { number: made.number })} />
            </div>
            <p>
              <a class="nl-link" href={made.url} target="_blank" rel="noopener">
                {t('table_open')}
              </a>
            </p>
            <p>{t('table_once')}</p>
            <div class="dialog-buttons">
              <Button onClick={() => setMade(null)}>{t('close')}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </details>
  );
}
