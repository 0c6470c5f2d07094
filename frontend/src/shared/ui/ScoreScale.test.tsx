import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../testing/axe';
import { ScoreScale, type ScaleValue } from './ScoreScale';

const NAMES = [
  '1, helemaal niet',
  '2, meestal niet',
  '3, soms wel, soms niet',
  '4, meestal wel',
  '5, helemaal wel',
  'Weet ik niet',
];
let given: ScaleValue[] = [];

function scale(value: number | null = null) {
  return (
    <>
      <h1 id="punt">Organisaties werken met hart voor de wijk</h1>
      <ScoreScale name="punt-1" about="punt" value={value} onAnswer={(answer) => void given.push(answer)} />
      <button type="button">Volgende</button>
    </>
  );
}

const radio = (index: number) => screen.getByRole('radio', { name: NAMES[index] ?? '' });
const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime.bind(vi) });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  given = [];
});
afterEach(() => void vi.useRealTimers());

describe('the scale', () => {
  it('is one group of six radios with words, about the punt, and nothing is chosen beforehand', async () => {
    render(scale());
    const group = screen.getByRole('group', { name: 'Herkent u dit?' });
    expect(group).toHaveAccessibleDescription('Organisaties werken met hart voor de wijk');
    const radios = screen.getAllByRole<HTMLInputElement>('radio');
    expect(radios.map((one) => one.getAttribute('aria-label'))).toEqual(NAMES);
    expect(radios.map((one) => one.value)).toEqual(['1', '2', '3', '4', '5', '0']);
    expect(new Set(radios.map((one) => one.name)).size).toBe(1);
    expect(radios.some((one) => one.checked)).toBe(false);
    await expectAccessible();
  });

  it('shows the answer that was given before', () => {
    render(scale(0));
    expect(radio(5)).toBeChecked();
  });

  it('counts an answer half a second after the last change', async () => {
    render(scale());
    await user.click(radio(3));
    expect(radio(3)).toBeChecked();
    await vi.advanceTimersByTimeAsync(400);
    expect(given).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(given).toEqual([4]);
  });

  it('passes over values with the arrow keys, and Tab leaves with the last one', async () => {
    render(scale());
    await user.click(radio(0));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(radio(2)).toBeChecked();
    expect(given).toEqual([]);
    await user.tab();
    expect(screen.getByRole('button')).toHaveFocus();
    expect(given).toEqual([3]);
  });

  it('counts at once when the page goes away, or the scale itself', async () => {
    const { unmount } = render(scale());
    await user.click(radio(1));
    dispatchEvent(new Event('pagehide'));
    expect(given).toEqual([2]);
    unmount();
    render(scale());
    await user.click(radio(5));
    screen.getByRole('group').closest('div')?.remove();
    unmount();
    await vi.advanceTimersByTimeAsync(500);
    expect(given).toEqual([2, 0]);
  });

  it('changes nothing on a second tap on the same answer', async () => {
    render(scale(4));
    await user.click(radio(3));
    await user.click(radio(1));
    await user.click(radio(3));
    await vi.advanceTimersByTimeAsync(600);
    expect(given).toEqual([]);
  });
});
