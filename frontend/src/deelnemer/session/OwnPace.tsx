import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { serverNow } from '../../shared/api/client';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { opgaveWords } from '../../shared/i18n/agenda';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { announce } from '../../shared/ui/Status';
import { currentOpgave, OwnAnswers } from './answers';
import { at } from './Bar';
import { OpgaveList } from './OpgaveList';
import { say } from './own-pace-text';
import { usePlace } from './place';
import { askedOf } from './rounds';
import type { Ways } from './Scoring';
import { t } from './scoring-text';
import { timeOf } from './time';
import { useKeptFocus } from './useKeptFocus';
import './own-pace.css';

export interface OwnPaceProps {
  portal: Portal;
  snapshot: Snapshot;
  /** Draws one opgave, as when the room is led. */
  show: (opgave: OpgaveView, region: RefObject<HTMLElement>, ways?: Ways) => ComponentChildren;
}

/**
 * Everybody at an own pace: the list of opgaven, or one of them. Where the spelleider leads the room meanwhile, that
 * stands in front; whoever went elsewhere stays there, with a line that leads to the room.
 */
export function OwnPace({ portal, snapshot, show }: OwnPaceProps) {
  const answers = new OwnAnswers(portal, snapshot);
  const room = currentOpgave(snapshot);
  const [place, go] = usePlace(snapshot, room?.number ?? null);
  const shown = place === null ? room : (snapshot.opgaven.find((one) => one.number === place) ?? null);
  const region = useRef<HTMLDivElement>(null);
  useKeptFocus(region, `${shown?.number ?? 'list'} ${shown?.state ?? ''} ${shown?.round ?? ''}`, 'h1');

  const apart = room !== null && shown !== room;
  const words = apart ? roomWords(room) : '';
  useEffect(() => {
    if (words !== '') announce(words);
  }, [words]);
  const line = apart && (
    <div class="room-line">
      <p>{words}</p>
      <Button onClick={() => go(null)}>{say('follow')}</Button>
    </div>
  );

  if (shown === null) {
    return (
      <div ref={region}>
        <OpgaveList {...{ snapshot, answers }} onGo={go}>
          {line}
        </OpgaveList>
      </div>
    );
  }
  const next = nextOf(snapshot, answers, shown);
  const ways: Ways = {
    toList: () => go('list'),
    toNext: next === null ? null : () => go(next),
    line: at.value === null ? null : line,
  };
  return (
    <div ref={region}>
      {at.value === null && (
        <div class="own-pace__ways">
          {line}
          <Button kind="subtle" onClick={ways.toList}>
            {t('all_opgaven')}
          </Button>
        </div>
      )}
      {show(shown, region, ways)}
    </div>
  );
}

function roomWords({ number, state }: OpgaveView): string {
  return say(state === 'revealed' ? 'room_result' : 'room_now', { opgave: opgaveWords(number) });
}

/** The next opgave after this one, and round again, that is open and not complete. */
function nextOf(snapshot: Snapshot, answers: OwnAnswers, from: OpgaveView): number | null {
  const { opgaven, me } = snapshot;
  const here = opgaven.indexOf(from);
  const others = [...opgaven.slice(here + 1), ...opgaven.slice(0, here)];
  const next = others.find((one) => {
    const asked = askedOf(one, me?.group);
    const open = one.state === 'scoring' && !timeOf(one, snapshot, serverNow()).closed;
    return open && answers.done(asked) < asked.items.length;
  });
  return next?.number ?? null;
}
