import type { Snapshot } from '../../shared/api/types';
import { t as chart } from '../../shared/charts/words';
import type { Row } from '../../shared/charts/data/results';
import { BOXES, Note } from '../../shared/talk/Boxes';
import { t } from '../../shared/talk/words';
import { OpgaveName } from '../reveal/OpgaveName';
import { fits } from './room';
import './discussion-page.css';

/** About so many letters of notes fit in one box; older notes make room. */
const ROOM = 420;

/** The talk about one punt: the question, the punt, and the two boxes growing. How it ended stands under them. */
export function DiscussionPage({ row: { item, result, opgave }, snapshot }: { row: Row; snapshot: Snapshot }) {
  const point = snapshot.discussion.find((one) => one.item === item.id);
  const notes = point?.notes ?? [];
  const made = snapshot.agreements.filter((one) => one.item === item.id && one.status !== 'dropped');
  return (
    <section class="discussion-page">
      <OpgaveName opgave={opgave} />
      <h1 class="scherm__title">{t(result.word === 'large_difference' ? 'why' : 'what')}</h1>
      <p class="discussion-page__punt">
        <strong>{item.number}</strong> {item.text}{' '}
        <span class="discussion-page__kind">({chart(`kind_${item.kind}`)})</span>
      </p>
      {notes.length === 0 && <p class="discussion-page__how">{t('notes_by_phone')}</p>}
      <div class="discussion-page__boxes">
        {BOXES.map((box) => {
          const here = notes.filter((note) => note.box === box);
          const shown = fits([...here].reverse(), ({ text }) => text, ROOM).reverse();
          const more = here.length - shown.length;
          return (
            <section key={box} class="discussion-page__box">
              <h2>{t(box)}</h2>
              <ul>
                {shown.map((note) => (
                  <li key={note.id}>
                    <Note note={note} />
                  </li>
                ))}
              </ul>
              {more > 0 && <p class="discussion-page__more">{t('more_notes', { n: more })}</p>}
            </section>
          );
        })}
      </div>
      {point?.outcome && (
        <p class="discussion-page__outcome">
          <strong>{t(`outcome_${point.outcome.kind}`)}.</strong>{' '}
          <span dir="auto">{made.at(-1)?.what ?? point.outcome.reason}</span>
        </p>
      )}
    </section>
  );
}
