import type { Snapshot } from '../../shared/api/types';
import { type Row, rowsOf } from '../../shared/charts/data/results';
import type { Portal } from '../../shared/live/portal';
import { t as common } from '../../shared/i18n';
import { opgaveWords } from '../../shared/i18n/agenda';
import { Fold } from '../session/Fold';
import { lazily } from '../lazily';
import type { ResultsProps } from '../session/Results';
import { OwnAnswers } from '../session/answers';
import { wording } from '../session/wording';
import { Ended } from './Ended';
import { notesOf } from './notes';
import { Boxes } from './PointTalk';
import { Own, Said } from './Said';
import { t } from './text';

const useOutcome = lazily(() => import('../session/outcome'));

export interface DiscussionProps {
  portal: Portal;
  snapshot: Snapshot;
  /** The punt, of which the result is out. */
  item: string;
}

/** The punt that the room talks about: why first, then a place to write, and what others wrote. */
export function Discussion({ portal, snapshot, item: id }: DiscussionProps) {
  const row = rowsOf(snapshot.opgaven, snapshot.published).find(({ item }) => item.id === id);
  if (row === undefined) return null;
  const { item, opgave } = row;
  const notes = notesOf(portal);
  const point = snapshot.discussion.find((one) => one.item === item.id);
  const said = point?.notes ?? [];
  const answers = new OwnAnswers(portal, snapshot);
  const differs = snapshot.lists.differ.includes(item.id);
  return (
    <article class="talk talk--room">
      <header>
        <p class="eyebrow">{opgaveWords(opgave.number)}</p>
        <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
          {t(differs ? 'why' : 'what')}
        </h1>
      </header>
      <p class="talk__punt" {...wording(snapshot.me?.language)}>
        <span class="talk__number">{item.number}</span> {item.name === null ? item.text : `${item.name}: ${item.text}`}{' '}
        <span class="talk__number">({common(`kind_${item.kind}`)})</span>
      </p>
      <Fold class="fold" summary={t('see_result')}>
        <Result {...{ snapshot, row, answers }} />
      </Fold>
      <Ended point={point} agreements={snapshot.agreements} />
      {notes !== null && (
        <>
          <Boxes notes={notes} item={item.id} />
          <Own notes={notes.own(item.id)} />
        </>
      )}
      <section class="talk__said">
        <h2>{t('said')}</h2>
        {said.length === 0 ? <p class="soft">{t('said_nothing')}</p> : <Said notes={said} />}
      </section>
      <Fold class="found" summary={<h3>{t('other_points')}</h3>}>
        <Others {...{ portal, snapshot, opgave, answers }} />
      </Fold>
    </article>
  );
}

function Result(props: { snapshot: Snapshot; row: Row; answers: OwnAnswers }) {
  const Picture = useOutcome()?.Picture;
  return Picture === undefined ? null : <Picture {...props} />;
}

function Others(props: ResultsProps) {
  const Results = useOutcome()?.Results;
  return Results === undefined ? null : <Results named {...props} />;
}
