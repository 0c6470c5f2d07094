import type { ComponentChildren } from 'preact';
import type { Box, NoteView, OwnNote } from '../../shared/api/types';
import { GroupMark } from '../../shared/ui/GroupMark';
import { t } from './text';

/** The two boxes, in the order in which they are read. */
export const BOXES: readonly Box[] = ['goes_well', 'could_be_better'];

/** What everybody may read about a punt, per box and oldest first; always with the group that said it, or nobody. */
export function Said({ notes }: { notes: NoteView[] }) {
  return (
    <>
      {BOXES.map((box) => {
        const some = notes.filter((one) => one.box === box);
        if (some.length === 0) return null;
        return (
          <section key={box} class="said">
            <p class="said__box">{t(box)}</p>
            <ul class="said__notes">
              {some.map((one) => (
                <Note key={one.id} text={one.text}>
                  {one.group === null ? t('somebody') : <GroupMark group={one.group} />}
                  {one.signed !== null && (
                    <>
                      {' · '}
                      <bdi>{one.signed}</bdi>
                    </>
                  )}
                </Note>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** What this person wrote about a punt, and what became of it. */
export function Own({ notes }: { notes: OwnNote[] }) {
  if (notes.length === 0) return null;
  return (
    <section class="said">
      <p class="said__box">{t('own')}</p>
      <ul class="said__notes">
        {notes.map((one) => (
          <Note key={one.id} text={one.text}>
            {t(`state_${one.state}`, { reason: one.reason ?? '' })}
          </Note>
        ))}
      </ul>
    </section>
  );
}

/** Text that somebody wrote is text, whatever stands in it; it is read in its own direction. */
function Note({ text, children }: { text: string; children: ComponentChildren }) {
  return (
    <li class="note">
      <p class="note__text" dir="auto">
        {text}
      </p>
      <p class="note__below">{children}</p>
    </li>
  );
}
