import { useState } from 'preact/hooks';
import { sessionPath } from '../../shared/api/client';
import type { QueuedNote, Snapshot } from '../../shared/api/types';
import { Note } from '../../shared/talk/Boxes';
import { t, whoSaid } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Notice } from '../../shared/ui/Notice';
import { Fold } from '../present/Fold';
import { useSending } from './sending';
import { TextArea } from './TextArea';

/** The notes of phones that the spelleider reads first, and those that are not shown, each with its reason. */
export function Queue({ snapshot }: { snapshot: Snapshot }) {
  const notes = snapshot.notes ?? [];
  const waiting = notes.filter(({ state }) => state === 'waiting');
  const hidden = notes.filter(({ state }) => state === 'hidden');
  if (notes.length === 0) return null;
  return (
    <section class="queue" aria-labelledby="queue">
      <h2 id="queue" class="cockpit__label">
        {t('queue')}
      </h2>
      <p role="status">{waiting.length > 0 ? t('queue_waiting', { n: waiting.length }) : t('queue_none')}</p>
      <Notes notes={waiting} snapshot={snapshot} />
      {hidden.length > 0 && (
        <Fold look="rest" summary={t('queue_hidden', { n: hidden.length })}>
          <Notes notes={hidden} snapshot={snapshot} />
          <p>
            <a class="nl-link" href={`/${snapshot.gemeente}/sessies/${snapshot.session}/verborgen.csv`}>
              {t('queue_log')}
            </a>
          </p>
        </Fold>
      )}
    </section>
  );
}

function Notes({ notes, snapshot }: { notes: readonly QueuedNote[]; snapshot: Snapshot }) {
  return (
    <ul class="queue__notes">
      {notes.map((note) => (
        <li key={note.id} class="queue__note">
          <Queued note={note} snapshot={snapshot} />
        </li>
      ))}
    </ul>
  );
}

function Queued({ note, snapshot }: { note: QueuedNote; snapshot: Snapshot }) {
  const [hiding, setHiding] = useState(false);
  const { send, busy, wrong } = useSending();
  const number = snapshot.opgaven.flatMap(({ items }) => items).find(({ id }) => id === note.item)?.number ?? '?';
  const path = sessionPath(snapshot.gemeente, snapshot.session, '/note-decisions');
  const of = <span class="wp-visually-hidden">{t('queue_of', { who: whoSaid(note) })}</span>;
  const hide = (reason: string): Promise<boolean> =>
    send(path, (op) => ({ op, note: note.id, show: false, reason }), t('queue_kept'));
  return (
    <>
      <p class="cockpit__remark">{t('queue_about', { number, box: t(note.box) })}</p>
      <Note note={note} />
      {note.reason !== null && (
        <p>
          {t('hide_reason')}: <bdi>{note.reason}</bdi>
        </p>
      )}
      <div class="queue__acts">
        <Button
          aria-disabled={busy}
          onClick={() => void send(path, (op) => ({ op, note: note.id, show: true }), t('queue_shown'))}
        >
          {t('queue_show')} {of}
        </Button>
        {note.state === 'waiting' && (
          <Button kind="subtle" aria-haspopup="dialog" onClick={() => setHiding(true)}>
            {t('queue_hide')} {of}
          </Button>
        )}
      </div>
      {wrong[''] !== undefined && (
        <Notice kind="error" urgent>
          {wrong['']}
        </Notice>
      )}
      {hiding && <HideDialog error={wrong.reason} onHide={hide} onClose={() => setHiding(false)} />}
    </>
  );
}

const REASONS = ['hide_name', 'hide_rude', 'hide_twice'] as const;

interface HideDialogProps {
  error: string | undefined;
  onHide: (reason: string) => Promise<boolean>;
  onClose: () => void;
}

/** Why a note is not shown: one of the usual reasons, or in own words. */
function HideDialog({ error, onHide, onClose }: HideDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Dialog title={t('hide_title')} onClose={onClose}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void onHide(reason).then((done) => done && onClose());
        }}
      >
        <p>{t('hide_how')}</p>
        <div class="queue__acts">
          {REASONS.map((one) => (
            <Button key={one} kind="subtle" onClick={() => setReason(t(one))}>
              {t(one)}
            </Button>
          ))}
        </div>
        <TextArea label={t('hide_reason')} rows={2} error={error} value={reason} onValue={setReason} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('queue_hide')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
