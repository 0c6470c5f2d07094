import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OpgaveView } from '../../shared/api/types';
import { Line } from '../present/Line';
import { t } from '../words';
import { Picker } from '../Picker';
import type { Desk } from './desk';
import { agendaOf, type Point, revealedOf } from './points';
import { WhoChose } from './WhoChose';
import './points.css';

/** 'Wat bespreken we?': the points in the order to talk about them, of the present opgave or of all so far. */
export function Conversation({ desk, opgave }: { desk: Desk; opgave: OpgaveView | null }) {
  const { snapshot } = desk;
  const revealed = revealedOf(snapshot);
  const here = opgave?.state === 'revealed' && revealed.length > 1 && snapshot.state !== 'closed' ? opgave : null;
  const [scope, setScope] = useState<'opgave' | 'overall'>('opgave');
  const title = useRef<HTMLHeadingElement>(null);
  const all = here === null || scope === 'overall';
  const names = all && revealed.some((one) => one !== opgave);
  const { points, skipped } = agendaOf(all ? revealed : [here], snapshot);
  const chose = useRef(false);
  const { discussion } = snapshot;
  useLayoutEffect(() => {
    // A punt that went to another place in the list took the focus along.
    if (chose.current && document.activeElement === document.body) title.current?.focus();
    chose.current = false;
  }, [discussion]);
  const onChoose = (): void => {
    chose.current = true;
  };
  return (
    <section class="conversation" aria-labelledby="conversation">
      <h3 id="conversation" ref={title} class="results__title" tabIndex={-1}>
        {t('conversation')}
      </h3>
      {here !== null && (
        <Picker
          name={t('scope')}
          options={[
            ['opgave', t('scope_opgave', { number: here.number })],
            ['overall', t('scope_overall')],
          ]}
          chosen={scope}
          onChoose={setScope}
        />
      )}
      {points.length > 0 ? (
        <>
          <p class="results__remark">
            {t('conversation_how')}
            {desk.leads && snapshot.state === 'running' && ` ${t('conversation_again')}`}
          </p>
          <Points points={points} names={names} desk={desk} onChoose={onChoose} />
        </>
      ) : (
        <p>{t('conversation_none')}</p>
      )}
      {skipped.length > 0 && (
        <details class="results__rest">
          <summary>{t('skipped', { n: skipped.length })}</summary>
          <Points points={skipped} names={names} desk={desk} onChoose={onChoose} />
        </details>
      )}
      <WhoChose snapshot={snapshot} />
    </section>
  );
}

interface PointsProps {
  points: Point[];
  names: boolean;
  desk: Desk;
  onChoose: () => void;
}

function Points({ points, names, desk, onChoose }: PointsProps) {
  return (
    <ol class={`results__lines${points[0]?.choice === 'skip' ? '' : ' conversation__points'}`}>
      {points.map(({ row }) => (
        <Line key={row.item.id} row={row} desk={desk} names={names} reasons onChoose={onChoose} />
      ))}
    </ol>
  );
}
