import { useEffect, useRef } from 'preact/hooks';
import type { OpgaveView } from '../../shared/api/types';
import { askedOf } from '../../shared/charts/data/progress';
import { duration } from '../../shared/i18n/clock';
import { Button } from '../../shared/ui/Button';
import { Notice } from '../../shared/ui/Notice';
import { announce } from '../../shared/ui/Status';
import { useSecondsLeft } from '../../shared/ui/useSecondsLeft';
import { minutes } from '../agenda/minutes';
import { type Desk, useAsking } from '../points/desk';
import { t } from '../words';
import './pace.css';

/** A soft timer for the opgave that the room scores together: it counts down in words, and closes nothing. */
export function Timer({ desk, opgave }: { desk: Desk; opgave: OpgaveView }) {
  const { ask, busy, trouble } = useAsking(desk);
  const left = useSecondsLeft(desk.snapshot.current.deadline);
  const planned = minutes(askedOf(opgave).length);
  useTold(left);
  const set = (click: MouseEvent, many: number, done: string): void => {
    if (desk.leads) void ask(click, () => desk.set('timer', { minutes: many }), done);
  };
  const button = { 'aria-disabled': busy || !desk.leads } as const;
  return (
    <div class="pace">
      {left === null ? (
        <Button {...button} onClick={(click) => set(click, planned, t('timer_started', { n: planned }))}>
          {t('timer_start', { n: planned })}
        </Button>
      ) : (
        <>
          {/* A role without a voice of its own: nobody hears every second. */}
          <p role="timer" class={`pace__left${left <= 0 ? ' pace__left--over' : ''}`}>
            {left > 0 ? t('timer_left', { time: duration(left) }) : t('timer_over')}
          </p>
          <Button
            {...button}
            onClick={(click) => set(click, Math.max(0, Math.round(left / 60)) + 1, t('timer_longer_done'))}
          >
            {t('timer_longer')}
          </Button>
          <Button {...button} onClick={(click) => set(click, 0, t('timer_stopped'))}>
            {t('timer_stop')}
          </Button>
        </>
      )}
      {trouble !== null && (
        <Notice kind="warning" urgent>
          {trouble}
        </Notice>
      )}
    </div>
  );
}

/** Says when one minute is left, and when the time is over. */
function useTold(left: number | null): void {
  const before = useRef(left);
  useEffect(() => {
    const was = before.current;
    before.current = left;
    if (was === null || left === null) return;
    if (was > 60 && left <= 60) announce(t('timer_minute'));
    if (was > 0 && left <= 0) announce(t('timer_over'));
  }, [left]);
}
