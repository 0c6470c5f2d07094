const SECONDS_PER_PUNT = 20;

/**
 * Tells how long a session takes while it is planned, and asks for a time only where one counts. The server tells it
 * after a press, and asks in any case, when this does not run.
 */
export function followPlan(page: Document): void {
  const form = page.querySelector<HTMLElement>('.wp-plan');
  const sum = form?.querySelector('[data-sum]');
  if (!form || !sum) return;
  // Away, not hidden: the Enter key presses the first button of a form.
  form.querySelector('[data-without-script]')?.remove();
  const ownTime = form.querySelector<HTMLElement>('.wp-own-time');
  const askForTime = (): void => {
    if (ownTime) ownTime.hidden = form.querySelector<HTMLInputElement>('#pace')?.checked ?? false;
  };
  askForTime();
  form.addEventListener('change', () => {
    askForTime();
    const parts = [...form.querySelectorAll<HTMLElement>('[data-part]')].map((part) =>
      asked(part, insideIsSkipped(form)),
    );
    const everybody = total(parts.map((part) => part.everybody));
    const bewoners = total(parts.map((part) => part.bewoners));
    const words = [length(everybody), bewoners < everybody ? `Bewoners krijgen er ${bewoners}.` : ''];
    [sum, form.querySelector('[data-sum-bewoners]')].forEach((place, at) => {
      if (place !== null && place.textContent !== words[at]) place.textContent = words[at] ?? '';
    });
  });
}

const insideIsSkipped = (form: HTMLElement): boolean =>
  form.querySelector<HTMLInputElement>('[name=skip_inside]')?.checked ?? false;

const total = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0);

/** What an opgave asks: the punten that are ticked, else all of them once it is ticked itself. */
function asked(part: HTMLElement, skipInside: boolean): { everybody: number; bewoners: number } {
  const punten = [...part.querySelectorAll<HTMLElement>('.wp-punten__punt')];
  const single = punten.filter((punt) => isTicked(punt, 'items'));
  const whole = isTicked(part, 'parts') || isTicked(part, 'waarden');
  const all = whole && single.length === 0;
  const chosen = all ? punten : single;
  const everybody = all ? Number(part.dataset.part) : single.length;
  const skipped = chosen.filter(
    (punt) => isTicked(punt, 'skipped') || (skipInside && punt.hasAttribute('data-inside')),
  ).length;
  return { everybody, bewoners: everybody - skipped };
}

const isTicked = (inside: HTMLElement, name: string): boolean =>
  inside.querySelector(`[name=${name}]:checked`) !== null;

function length(punten: number): string {
  if (punten === 0) return 'Nog niets gekozen';
  const minutes = Math.max(1, Math.round((punten * SECONDS_PER_PUNT) / 60));
  const punt = punten === 1 ? '1 punt' : `${punten} punten`;
  return `${punt}, ongeveer ${minutes} ${minutes === 1 ? 'minuut' : 'minuten'}`;
}
