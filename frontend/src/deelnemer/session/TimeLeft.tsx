import type { Time } from './time';

/** Until when something is open. It is announced where it matters, and read here by who looks for it. */
export function TimeLeft({ time }: { time: Time }) {
  if (time.words === null) return null;
  return <p class={`time time--${time.near}`}>{time.words}</p>;
}
