import { signal } from '@preact/signals';

const KEY = 'wijk/passing';

/**
 * A shared phone goes to the next person: `leaving` still shows the terugkomcode of who leaves; from `choosing` on nothing
 * of that person is shown any more, also not after a reload.
 */
export type Passing = 'no' | 'leaving' | 'choosing';

export const passing = signal<Passing>(kept());

/**
 * The next person takes part now, and the page is loaded again as theirs: until then it shows nothing of who left, and
 * takes nothing for told that is theirs to hear.
 */
export function passed(): void {
  keep('no');
}

export function pass(step: Passing): void {
  passing.value = step;
  keep(step);
}

function keep(step: Passing): void {
  try {
    if (step === 'choosing') sessionStorage.setItem(KEY, '1');
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing shows the own page again after a reload.
  }
}

function kept(): Passing {
  try {
    return sessionStorage.getItem(KEY) === null ? 'no' : 'choosing';
  } catch {
    return 'no';
  }
}
