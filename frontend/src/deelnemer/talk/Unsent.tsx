import type { Snapshot } from '../../shared/api/types';
import { rowsOf } from '../../shared/charts/data/results';
import type { Portal } from '../../shared/live/portal';
import { Notice } from '../../shared/ui/Notice';
import { notesOf } from './notes';
import { BOXES } from './Said';
import { t } from './text';
import './talk.css';

/** The session is over, and these were never sent: nobody loses a text without knowing. */
export function Unsent({ portal, snapshot }: { portal: Portal; snapshot: Snapshot }) {
  const notes = notesOf(portal);
  if (notes === null || notes.begun.size === 0) return null;
  const rows = rowsOf(snapshot.opgaven, snapshot.published).filter(({ item }) => notes.begun.has(item.id));
  return (
    <Notice kind="warning" title={t('lost_title')}>
      <p>{t('lost')}</p>
      {rows.map(({ item }) =>
        BOXES.map((box) => {
          const { text, state } = notes.of(item.id, box);
          if (text.trim() === '') return null;
          return (
            <div key={`${item.id} ${box}`}>
              <p class="said__box">
                {item.number}. {t(box)} {state === 'sending' && `(${t('sending')})`}
              </p>
              <p class="note__text" dir="auto">
                {text}
              </p>
            </div>
          );
        }),
      )}
    </Notice>
  );
}
