import { signal } from '@preact/signals';
import './status.css';

const text = signal('');
const SETTLES = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Say something in the one polite live region of the page; of a quick series only the last is said. */
export function announce(words: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    text.value = words;
  }, SETTLES);
}

/** The one polite live region: once per page. */
export function Status() {
  return (
    <p role="status" class="wp-visually-hidden">
      {text}
    </p>
  );
}
