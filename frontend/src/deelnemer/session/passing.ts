import { signal } from '@preact/signals';

const KEY = 'wijk/passing';

/**
 * A shared phone goes to the next person: `leaving` still shows the terugkomcode of who leaves; from `choosing` on nothing
 * of that person is shown any more, also not after a reload.
 */
export type Passing = 'no' | 'leaving' | 'choosing';

export const passing = signal<Passing>(kept());

export function pass(step: Passing): void {
  passing.value = step;
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
