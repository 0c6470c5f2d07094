import { useRef, useState } from 'preact/hooks';
import type { ItemView, OpgaveView } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { LostProposal } from './LostProposal';
import { useKeptFocus } from './useKeptFocus';
import { ask } from './propose-text';
import { proposalsOf, type Proposals } from './proposals';
import { t } from './scoring-text';
import './propose.css';

export { proposalsOf };

/** A second tap within this time belongs to the first: it takes nothing back. */
const DOUBLE_TAP = 600;

interface ProposeProps {
  portal: Portal;
  opgave: OpgaveView;
  item: ItemView;
}

/** 'Bespreek dit': one punt per opgave; choosing another asks in place whether to switch. */
export function Propose({ portal, opgave, item }: ProposeProps) {
  const proposals = proposalsOf(portal);
  const own = proposals?.of(opgave) ?? { item: null, state: 'sent' };
  const other = own.item === item.id ? undefined : opgave.items.find(({ id }) => id === own.item);
  const [wanted, setWanted] = useState(false);
  const asking = wanted && other !== undefined;
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, asking ? 'question' : 'toggle', 'button');
  const last = useRef(-Infinity);
  const once = (act: () => void) => () => {
    const now = Date.now();
    if (now - last.current < DOUBLE_TAP) return;
    last.current = now;
    act();
  };
  if (proposals === null) return null;

  const decide = (on: boolean) => proposals.say(opgave, item, on);
  const pressed = own.item === item.id;
  return (
    <div ref={place} class="propose">
      {asking ? (
        <div role="group" aria-labelledby="propose-question" class="propose__ask">
          <p id="propose-question">{ask('other_chosen', { number: other.number })}</p>
          <Button
            onClick={once(() => {
              decide(true);
              setWanted(false);
            })}
          >
            {ask('switch')}
          </Button>
          <Button onClick={once(() => setWanted(false))}>{ask('keep', { number: other.number })}</Button>
        </div>
      ) : (
        <Button
          aria-pressed={pressed}
          onClick={once(() => {
            if (other !== undefined) setWanted(true);
            else decide(!pressed);
          })}
        >
          <span class="propose__words">{ask('propose')}</span>{' '}
          {pressed && <Tick proposals={proposals} state={own.state} />}
        </Button>
      )}
      <LostProposal {...{ proposals, opgave }} urgent />
    </div>
  );
}

function Tick({ proposals, state }: { proposals: Proposals; state: 'kept' | 'sent' }) {
  const words = state === 'sent' ? 'sent' : proposals.lasting.value ? 'kept' : 'kept_not_lasting';
  return <span class={`tick tick--${state}`}>{t(words)}</span>;
}
