import { act, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { differing, item, NO_LISTS, opgave, result, revealed } from '../../shared/charts/testing/makers';
import { PAGE_STAYS } from './paging';
import { Reveal } from './Reveal';

const numbers = [1, 2, 3, 4, 5];
let still = false;

function shown(differences: number, version = 7) {
  const first = opgave(
    1,
    'revealed',
    numbers.map((number) => item(number)),
  );
  const published = numbers.map((number) => (number <= differences ? differing(number) : result(number)));
  const lists = {
    ...NO_LISTS,
    differ: published.slice(0, differences).map((one) => one.item),
    worry: published.slice(differences).map((one) => one.item),
  };
  return <Reveal opgave={first} snapshot={revealed({ version, opgaven: [first], published, lists })} />;
}

const punten = () => screen.getAllByRole('figure').map((one) => one.querySelector('.difference__number')?.textContent);
const wait = (milliseconds: number) =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
const pass = () => wait(PAGE_STAYS);

beforeEach(() => {
  still = false;
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: still }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('turns to the other differences by itself, says where it is, and begins again', async () => {
  render(shown(5));
  expect(punten()).toEqual(['1', '2', '3']);
  expect(screen.getByText('Uitkomst 1–3 van 5. Straks de rest.')).toBeInTheDocument();
  await pass();
  expect(punten()).toEqual(['4', '5']);
  expect(screen.getByText('Uitkomst 4–5 van 5. Straks weer vanaf het begin.')).toBeInTheDocument();
  await pass();
  expect(punten()).toEqual(['1', '2', '3']);
});

it('begins at the start when other results were told', async () => {
  const { rerender } = render(shown(5));
  await pass();
  rerender(shown(4, 8));
  expect(punten()).toEqual(['1', '2', '3']);
});

it('stays on its page, and as long as it would, when the spelleider decides about a punt', async () => {
  const { rerender } = render(shown(5));
  await pass();
  await wait(PAGE_STAYS - 1_000);
  rerender(shown(5, 8));
  expect(punten()).toEqual(['4', '5']);
  await wait(1_000);
  expect(punten()).toEqual(['1', '2', '3']);
});

it('stands still where everything fits, filled up with other punten', async () => {
  render(shown(2));
  expect(punten()).toEqual(['1', '2', '3']);
  await pass();
  expect(punten()).toEqual(['1', '2', '3']);
  expect(screen.queryByText(/Straks/)).toBeNull();
});

it('stands still for who wants no movement, and says where the others are', async () => {
  still = true;
  render(shown(5));
  await pass();
  expect(punten()).toEqual(['1', '2', '3']);
  expect(screen.getByText('En nog 2 uitkomsten. Die staan op uw telefoon.')).toBeInTheDocument();
});
