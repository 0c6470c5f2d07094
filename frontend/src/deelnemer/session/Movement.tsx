import type { Finding, GroupName, Movement as Moved } from '../../shared/api/types';
import { GROUPS } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import { translator } from '../../shared/i18n';
import movement from '../../shared/i18n/locales/nl/movement.json';
import { GroupMark } from '../../shared/ui/GroupMark';
import './movement.css';

const say = translator(movement);

/** So many punten are shown at once: the results below them stay in reach. */
const AT_ONCE = 3;

export interface MovementProps {
  /** The punten that were scored once more. */
  rows: Row[];
  /** A finding in words. */
  sentence: (finding: Finding) => string;
}

/** What the conversation changed, in the words of the server and a small picture; first the punten where it did. */
export function Movement({ rows, sentence }: MovementProps) {
  const moved = rows.flatMap(({ item, result }) => (result.movement ? [{ item, movement: result.movement }] : []));
  const changed = moved.filter((one) => one.movement.changed);
  const level = moved.length - changed.length;
  const list = (some: typeof changed) => (
    <ol class="results__list">
      {some.map((one) => (
        <li key={one.item.id}>
          <p class="movement__text">
            <span class="folded__number">{one.item.number}</span> {one.item.name ?? one.item.text}
          </p>
          <Groups movement={one.movement} sentence={sentence} />
        </li>
      ))}
    </ol>
  );
  return (
    <section class="movement">
      <h2 class="results__part">{say('title')}</h2>
      <p>{changed.length === 0 ? say('nothing') : say('changed', { n: changed.length })}</p>
      {changed.length > 0 && <p class="soft">{say('legend')}</p>}
      {list(changed.slice(0, AT_ONCE))}
      {changed.length > AT_ONCE && (
        <details class="fold">
          <summary>{say('more', { n: changed.length - AT_ONCE })}</summary>
          {list(changed.slice(AT_ONCE))}
        </details>
      )}
      {changed.length > 0 && level > 0 && <p>{say('level', { n: level })}</p>}
    </section>
  );
}

/** Each group on a line of its own, and once how far they are apart now. */
function Groups({ movement: { groups, gap }, sentence }: { movement: Moved } & Pick<MovementProps, 'sentence'>) {
  return (
    <>
      <ul class="movement__groups">
        {GROUPS.map((group) => {
          const found = groups[group];
          if (!found) return null;
          const { finding, first, second } = found;
          return (
            <li key={group}>
              <GroupMark group={group} word="Many" />
              {first !== null && second !== null && <Track {...{ group, first, second }} />}
              <p>{sentence({ ...finding, values: { ...finding.values, gap: 'none' } })}</p>
            </li>
          );
        })}
      </ul>
      {gap !== 'none' && <p class="movement__gap">{say(`gap_${gap}`)}</p>}
    </>
  );
}

/** From 0 to 100: hollow before, filled after. The sentence beside it says the same. */
function Track({ group, first, second }: { group: GroupName; first: number; second: number }) {
  return (
    <svg class={`movement__track wp-group-${group}`} viewBox="0 0 112 16" aria-hidden="true" focusable="false">
      <path d="M6 8h100" class="movement__line" />
      <path d={`M${6 + first} 8H${6 + second}`} class="movement__way" />
      <circle cx={6 + first} cy={8} r={4} class="movement__before" />
      <circle cx={6 + second} cy={8} r={5} class="movement__after" />
    </svg>
  );
}
