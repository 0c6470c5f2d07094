import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { Fold } from '../session/Fold';
import { Box } from './Box';
import { Ended } from './Ended';
import { type Notes, notesOf } from './notes';
import { BOXES, Own, Said } from './Said';
import { t } from './text';
import './talk.css';

export interface PointTalkProps {
  portal: Portal;
  snapshot: Snapshot;
  row: Row;
}

/** Below the result of a punt: how the conversation about it ended, what was said, and the way to say something. */
export function PointTalk({ portal, snapshot, row: { item } }: PointTalkProps) {
  const notes = notesOf(portal);
  const point = snapshot.discussion.find((one) => one.item === item.id);
  const said = point?.notes ?? [];
  return (
    <div class="talk">
      <Ended point={point} agreements={snapshot.agreements} />
      {said.length > 0 && (
        <Fold class="fold" summary={t('said_count', { n: said.length })}>
          <Said notes={said} />
        </Fold>
      )}
      {notes !== null && (
        <>
          {snapshot.state !== 'closed' && <Write notes={notes} item={item.id} />}
          <Own notes={notes.own(item.id)} />
        </>
      )}
    </div>
  );
}

/** The two boxes, behind a button; what somebody began is in sight. */
function Write({ notes, item }: { notes: Notes; item: string }) {
  const [open, setOpen] = useState(() => notes.begun.has(item));
  const asked = useRef(false);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (open && asked.current) place.current?.querySelector('textarea')?.focus();
  }, [open]);
  if (open)
    return (
      <div ref={place}>
        <Boxes notes={notes} item={item} />
      </div>
    );
  return (
    <Button
      onClick={() => {
        asked.current = true;
        setOpen(true);
      }}
    >
      {t('write')}
    </Button>
  );
}

/** 'Wat gaat goed?' and 'Wat kan beter?'. */
export function Boxes({ notes, item }: { notes: Notes; item: string }) {
  return (
    <div class="note-boxes">
      <p class="soft">{t('who_reads')}</p>
      {BOXES.map((box) => (
        <Box key={`${item} ${box}`} {...{ notes, item, box }} />
      ))}
    </div>
  );
}
