/** The time of day of a moment, as people write it here: '19.42'. */
export function clock(at: string): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join('.');
}

/** How long it takes, in minutes and seconds: '3:05'. Below zero it is over: '0:00'. */
export function duration(seconds: number): string {
  const left = Math.max(0, seconds);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
