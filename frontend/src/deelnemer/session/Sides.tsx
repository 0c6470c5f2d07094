import type { ComponentChildren } from 'preact';
import type { OpgaveView, SidesResult, Snapshot, SubResult } from '../../shared/api/types';
import { GROUPS } from '../../shared/api/types';
import { subResultsOf } from '../../shared/charts/data/results';
import { GroupMark } from '../../shared/ui/GroupMark';
import { Fold } from './Fold';
import { say } from './outcome-text';

const SIDES = ['kansen', 'valkuilen'] as const;

export interface SidesProps {
  snapshot: Snapshot;
  opgave: OpgaveView;
}

/** The sub-results of an opgave per group, in words: kansen benut and valkuilen vermeden, never one average. */
export function Sides({ snapshot, opgave }: SidesProps) {
  const found = subResultsOf(opgave.number, snapshot.opgave_results);
  if (found === undefined) return null;
  const values = opgave.number === 0;
  const sides = SIDES.filter((side) => found.overall[side].asked > 0);
  const row = (key: string, name: ComponentChildren, result: SidesResult | undefined) => (
    <li key={key}>
      <p class="sides__group">{name}</p>
      {sides.map((side) => (
        <p key={side}>
          {say(values ? 'values_recognised' : side)}: <Sub sub={result?.[side]} />
        </p>
      ))}
    </li>
  );
  return (
    <Fold class="fold" summary={say(values ? 'sides_title_values' : 'sides_title')}>
      <p>{say('sides_how')}</p>
      <ul class="sides">
        {GROUPS.map((group) => row(group, <GroupMark group={group} word="many" />, found.groups[group]))}
        {row('overall', say('sides_overall'), found.overall)}
      </ul>
    </Fold>
  );
}

function Sub({ sub }: { sub: SubResult | undefined }) {
  if (sub === undefined || sub.value === null) return <>{say('too_few')}</>;
  const { value, judged, asked } = sub;
  return (
    <>
      <strong>{value}</strong>, {say('based_on', { n: asked, judged, asked })}
    </>
  );
}
