import { duration } from '../../shared/i18n/clock';
import { useSecondsLeft } from '../../shared/ui/useSecondsLeft';
import { t } from '../words';

/** How much of the time that the spelleider set is left. Nothing closes when it is over. */
export function SoftTimer({ deadline }: { deadline: string | null }) {
  const left = useSecondsLeft(deadline);
  if (left === null) return null;
  return (
    <p class="soft-timer" role="timer">
      {left > 0 ? t('timer_left', { time: duration(left) }) : t('timer_over')}
    </p>
  );
}
