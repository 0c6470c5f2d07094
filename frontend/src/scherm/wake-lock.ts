/** Keeps the beamer awake, and asks again when the page comes back into view. */
export function stayAwake(): void {
  const ask = (): void => {
    if (document.visibilityState !== 'visible') return;
    // A browser may refuse (battery saver, no permission): the beamer's own settings decide then.
    if ('wakeLock' in navigator) navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}
