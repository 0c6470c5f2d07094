import { act, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Current, Snapshot } from '../../shared/api/types';
import {
  at,
  differing,
  group,
  HIDDEN,
  item,
  NO_LISTS,
  opgave,
  opgaveResult,
  result,
  revealed,
  point,
} from '../../shared/charts/testing/makers';
import { expectAccessible } from '../../shared/testing/axe';
import { Scherm } from '../Scherm';
import { PAGE_STAYS } from './paging';

const opgaven = [
  opgave(1, 'revealed', [item(1), item(2), item(3), item(8)]),
  opgave(2, 'revealed', [item(14), item(15)]),
  opgave(3, 'waiting', [item(27)]),
];
const lists = {
  ...NO_LISTS,
  differ: ['item-1', 'item-14', 'item-2', 'item-3'],
  worry: ['item-8'],
  proposed: ['item-2'],
  ranking: ['item-1', 'item-14', 'item-2', 'item-3', 'item-8'],
};
const discussion = [point(8, { choice: 'pin' }), point(14), point(2), point(3), point(1, { choice: 'skip' })];
const published = [
  differing(1),
  differing(2, { proposed: 4 }),
  differing(3),
  result(8),
  differing(14),
  result(15, { word: 'perhaps' }),
];

function evening(current: Partial<Current>, changes: Partial<Snapshot> = {}): Snapshot {
  const told = { opgaven, lists, discussion, published, opgave_results: [opgaveResult(1)] };
  return revealed({ ...told, current: { ...at(1), ...current }, ...changes });
}

const page = (snapshot: Snapshot) => (
  <main>
    <Scherm snapshot={snapshot} lostSince={null} dark={false} />
  </main>
);
const show = (current: Partial<Current>, changes: Partial<Snapshot> = {}) => render(page(evening(current, changes)));
const title = () => screen.getByRole('heading', { level: 1 }).textContent;
const heads = () => screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
/** The numbers of the punten under a heading. */
const under = (head: string) => {
  const section = screen.getByRole('heading', { level: 2, name: head }).closest('section');
  return section && [...section.querySelectorAll('.lists-page__number')].map((one) => one.textContent);
};
const results = () => screen.queryByText('groepen verschillen', { selector: '.reveal__count' });

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what the spelleider has the scherm show', () => {
  it.each([
    ['lists', {}],
    ['overall', {}],
    ['floor_plan', {}],
    ['results', { item: 'item-1' }],
  ] as const)('has one title, nothing to touch and nothing that axe finds: %s %o', async (view, more) => {
    const { container } = show({ view, ...more });
    expect(title()).not.toBe('');
    expect(container.querySelectorAll('button, a, details, input')).toHaveLength(0);
    await expectAccessible(container);
  });

  it('is the top of each list of the opgave, with how many there are and a sentence each', () => {
    show({ view: 'lists' });
    expect(title()).toBe('Over 3 van de 4 punten denken de groepen echt anders');
    expect(heads()).toEqual([
      'groepen verschillen 3 punten',
      'samen zorg: dit gaat niet goed 1 punt',
      'bespreek dit: dat vragen deelnemers 1 punt',
      'Dit bespreken we',
    ]);
    expect(under('groepen verschillen 3 punten')).toEqual(['1', '2', '3']);
    expect(screen.getAllByText('Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.')).toHaveLength(4);
    expect(screen.getByText('4 mensen willen dit bespreken')).toBeInTheDocument();
    expect(document.querySelector('.lists-page__opgave')).toBeNull();
    expect(screen.queryByText(/Dank u wel/)).toBeNull();
  });

  it('is what the room talks about next, in the order of the spelleider and without what is skipped', () => {
    const { rerender } = show({ view: 'lists' });
    expect(under('Dit bespreken we')).toEqual(['8', '2', '3']);
    expect(screen.queryByText(/^en nog/)).toBeNull();
    rerender(page(evening({ view: 'overall' })));
    expect(under('Dit bespreken we')).toEqual(['8', '14', '2']);
    expect(screen.getByText('en nog 1 punt')).toBeInTheDocument();
    rerender(page(evening({ view: 'lists' }, { discussion: discussion.filter(({ item }) => /[18]$/.test(item)) })));
    expect(under('Dit bespreken we')).toEqual(['8']);
  });

  it('is the lists over all opgaven so far, of which each line names its own', () => {
    show({ view: 'overall' });
    expect(title()).toBe('Over 4 van de 6 punten denken de groepen echt anders');
    expect(under('groepen verschillen 4 punten')).toEqual(['1', '14', '2']);
    const names = [...document.querySelectorAll('.lists-page__opgave')].map((one) => one.textContent);
    expect(names.slice(0, 3)).toEqual(['Opgave 1: Opgave 1', 'Opgave 2: Opgave 2', 'Opgave 1: Opgave 1']);
    expect(screen.getByText('Bij nog 1 punt misschien verschil, te weinig antwoorden')).toBeInTheDocument();
  });

  it('counts nobody who asks where that is not shown', () => {
    show({ view: 'lists' }, { published: [differing(1), differing(2)] });
    expect(heads()).toContain('bespreek dit: dat vragen deelnemers 1 punt');
    expect(document.querySelector('.lists-page__asked')).toBeNull();
  });

  it('is honest about lists without punten', () => {
    show({ view: 'lists' }, { lists: NO_LISTS, discussion: [], published: [result(1), result(2)] });
    expect(title()).toBe('Wij zien geen duidelijk verschil tussen de groepen');
    expect(screen.getByText(/Dat wil niet zeggen dat iedereen hetzelfde denkt/)).toBeInTheDocument();
    expect(screen.queryAllByRole('heading', { level: 2 })).toEqual([]);
  });

  it('is the plattegrond of the opgave, or its results where there is none', () => {
    const { rerender } = show({ view: 'floor_plan' });
    expect(title()).toBe('Kansen benut: bewoners 31, ambtenaren 72. Valkuilen vermeden: bewoners 44, ambtenaren 60.');
    expect(screen.getByRole('img')).toHaveAccessibleName('Plattegrond met bewoners en ambtenaren');
    rerender(page(evening({ view: 'floor_plan', opgave: 2 })));
    expect(screen.queryByRole('img', { name: /Plattegrond/ })).toBeNull();
    expect(results()).toBeInTheDocument();
  });

  it('is one punt, with a mark for each person and its finding as title', () => {
    const { container } = show({ item: 'item-14' });
    expect(title()).toBe('Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.');
    expect(screen.getByText('Opgave 2: Opgave 2')).toBeInTheDocument();
    expect(container.querySelectorAll('.dots .chart-mark')).toHaveLength(25 + 10 + 5);
    expect(container.querySelector('.difference__axis')).toBeInTheDocument();
  });

  it('is bars for a large group, and no more than a word for a hidden one', () => {
    const groups = { bewoner: group([1, 9, 9, 9, 9, 9]), wijkpartner: group([0, 1, 1, 1, 1, 1]), ambtenaar: HIDDEN };
    const { container } = show({ item: 'item-1' }, { published: [differing(1, { groups })] });
    expect(container.querySelectorAll('.stacked')).toHaveLength(2);
    expect(container.querySelectorAll('.dots')).toHaveLength(0);
    const beside = container.querySelector<HTMLElement>('.level-two__group:nth-of-type(3)');
    expect(within(beside as HTMLElement).getByText('Te weinig antwoorden om te tonen')).toBeInTheDocument();
  });

  it('is the results again when the punt is not there', () => {
    show({ item: 'item-27' });
    expect(results()).toBeInTheDocument();
    expect(document.querySelector('.level-two')).toBeNull();
  });
});

describe('the end', () => {
  it('shows the lists over all opgaven, thanks everybody and says where the results are', () => {
    show({ view: 'results' }, { state: 'closed' });
    expect(screen.getByText('De bijeenkomst is afgelopen')).toBeInTheDocument();
    expect(screen.getByText('Dank u wel voor het meedoen. De resultaten staan op uw telefoon.')).toBeInTheDocument();
    expect(under('groepen verschillen 4 punten')).toEqual(['1', '14', '2']);
    expect(heads()).not.toContain('Dit bespreken we');
  });

  it('thanks everybody where nothing was revealed', () => {
    show({}, { state: 'closed', published: [] });
    expect(title()).toBe('Dank u wel voor het meedoen');
  });
});

describe('lists that do not fit', () => {
  const many = Array.from({ length: 9 }, (_, index) => index + 1);
  const full = {
    opgaven: [
      opgave(
        1,
        'revealed',
        many.map((number) => item(number)),
      ),
    ],
    published: many.map((number) => differing(number)),
    lists: {
      ...NO_LISTS,
      differ: ['item-1', 'item-2', 'item-3'],
      worry: ['item-4', 'item-5', 'item-6'],
      unknown: ['item-7', 'item-8', 'item-9'],
    },
  };
  const shown = () =>
    [...document.querySelectorAll('.lists-page__lists .lists-page__number')].map((one) => one.textContent);

  it('turn to the next page by themselves, and not again because a punt was pinned', async () => {
    vi.useFakeTimers();
    const { rerender } = show({ view: 'lists' }, full);
    expect(shown()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(screen.getByText('Uitkomst 1–6 van 9. Straks de rest.')).toBeInTheDocument();
    await act(() => {
      vi.advanceTimersByTime(PAGE_STAYS);
    });
    expect(shown()).toEqual(['7', '8', '9']);
    const pinned = { version: 8, discussion: [point(9, { choice: 'pin' })] };
    rerender(page(evening({ view: 'lists' }, { ...full, ...pinned })));
    expect(shown()).toEqual(['7', '8', '9']);
    expect(under('Dit bespreken we')).toEqual(['9']);
  });
});
