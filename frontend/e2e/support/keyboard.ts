import { expect, type Page } from '@playwright/test';

const FAR = 60;

/** Walk with the Tab key to what has this name, and see that the focus is in sight on the way. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const matches = (said: string) => (typeof name === 'string' ? said === name : name.test(said));
  for (let step = 0; step < FAR; step += 1) {
    await page.keyboard.press('Tab');
    const focus = await focused(page);
    expect(focus.inSight, `focus on "${focus.name}" is in sight`).toBe(true);
    expect(focus.outlined, `focus on "${focus.name}" can be seen`).toBe(true);
    if (matches(focus.name)) return;
  }
  throw new Error(`the Tab key does not come to ${String(name)}`);
}

export interface Focus {
  name: string;
  /** The middle of the focused box is in the window and not under something else. */
  inSight: boolean;
  outlined: boolean;
}

export async function focused(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    const box = one instanceof HTMLInputElement && one.type === 'radio' ? (one.closest('label') ?? one) : one;
    const { left, top, width, height } = box.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + Math.min(height / 2, innerHeight / 2)];
    const there = document.elementFromPoint(x, y);
    const drawn = [one, ...box.querySelectorAll('*')].some((each) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    });
    return {
      name: (one.getAttribute('aria-label') ?? one.textContent).trim(),
      inSight: one === document.body || (there !== null && (box.contains(there) || there.contains(box))),
      outlined: one === document.body || drawn,
    };
  });
}
