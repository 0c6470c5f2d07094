import type { Box, NoteView } from '../api/types';
import { GroupMark } from '../ui/GroupMark';
import { t } from './words';
import './boxes.css';

export const BOXES: readonly Box[] = ['goes_well', 'could_be_better'];

/** What was said about a punt, in two boxes side by side; the newest of `most` stands last, where it is written. */
export function Boxes({ notes, most = Infinity }: { notes: readonly NoteView[]; most?: number }) {
  return (
    <div class="boxes">
      {BOXES.map((box) => {
        const here = notes.filter((note) => note.box === box);
        return (
          <section key={box} class={`boxes__box boxes__box--${box}`} aria-label={t(box)}>
            <h3 class="boxes__title">{t(box)}</h3>
            {here.length === 0 ? (
              <p class="boxes__none">{t('no_notes')}</p>
            ) : (
              <ul class="boxes__notes">
                {here.slice(-most).map((note) => (
                  <li key={note.id}>
                    <Note note={note} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** One note, as text, and who said it. */
export function Note({ note }: { note: Pick<NoteView, 'text' | 'group' | 'signed'> }) {
  return (
    <>
      <p class="note__text" dir="auto">
        {note.text}
      </p>
      <p class="note__who">
        {note.signed !== null && <bdi class="note__name">{note.signed}</bdi>}
        {note.group === null ? <span>{t('somebody')}</span> : <GroupMark group={note.group} />}
      </p>
    </>
  );
}
