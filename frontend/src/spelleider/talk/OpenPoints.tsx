import type { Snapshot } from '../../shared/api/types';
import { type Row, rowsOf } from '../../shared/charts/data/results';
import { t } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import type { Desk } from '../points/desk';
import { EndPoint } from './EndPoint';
import { TextArea } from './TextArea';

/** The points that ask for an outcome before the session ends, in the order of the conversation. */
export function openPoints({ discussion, opgaven, published }: Snapshot): Row[] {
  const rows = new Map(rowsOf(opgaven, published).map((row) => [row.item.id, row]));
  return discussion
    .filter(({ choice, outcome }) => choice !== 'skip' && outcome === null)
    .flatMap(({ item }) => rows.get(item) ?? []);
}

interface OpenPointsProps {
  desk: Desk;
  /** Results are shown at the close: more points may come of them. */
  more: boolean;
  reason: string;
  error: string | undefined;
  onReason: (reason: string) => void;
}

/** Before the session ends: every point without an outcome, and why what is left of them waits. */
export function OpenPoints({ desk, more, reason, error, onReason }: OpenPointsProps) {
  const { snapshot } = desk;
  const waiting = openPoints(snapshot);
  const skipped = snapshot.discussion.filter(({ choice, outcome }) => choice === 'skip' && outcome === null).length;
  const unread = (snapshot.notes ?? []).filter(({ state }) => state === 'waiting').length;
  return (
    <>
      {unread > 0 && <p>{t('close_notes', { n: unread })}</p>}
      {waiting.length > 0 && (
        <>
          <p>{t('close_points', { n: waiting.length })}</p>
          <ul class="open-points">
            {waiting.map((row) => (
              <li key={row.item.id} class="open-points__point">
                <p>
                  <strong>{row.item.number}</strong> {row.item.text}
                </p>
                <EndPoint row={row} desk={desk} />
              </li>
            ))}
          </ul>
        </>
      )}
      {(waiting.length > 0 || more) && (
        <>
          <TextArea
            label={t('close_points_reason')}
            hint={t('close_points_all')}
            error={error}
            rows={2}
            value={reason}
            onValue={onReason}
          />
          {reason === '' && (
            <p>
              <Button kind="subtle" onClick={() => onReason(t('reason_later'))}>
                {t('reason_later')}
              </Button>
            </p>
          )}
        </>
      )}
      {skipped > 0 && <p>{t('close_skipped', { n: skipped })}</p>}
    </>
  );
}
