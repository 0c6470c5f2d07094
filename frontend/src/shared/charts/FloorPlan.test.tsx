import { render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpgaveResult, SidesResult } from '../api/types';
import { expectAccessible } from '../testing/axe';
import { FloorPlan } from './FloorPlan';
import { opgaveResult } from './testing/makers';

const show = (result: OpgaveResult, bare = false) => render(<FloorPlan result={result} bare={bare} />).container;
const spoken = (one: Element | null) => one?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const same = (sides: SidesResult): OpgaveResult =>
  opgaveResult(1, { groups: { bewoner: sides, wijkpartner: sides, ambtenaar: sides }, overall: sides });
const sub = (value: number | null, judged: number, asked: number) => ({ value, judged, asked });

afterEach(() => {
  document.documentElement.dir = '';
});

describe('the plattegrond', () => {
  it('says what its values say, names its corners and has a mark with a name per group', async () => {
    const container = show(opgaveResult(1));
    expect(spoken(container.querySelector('figcaption'))).toBe(
      'Kansen benut: bewoners 31, ambtenaren 72. Valkuilen vermeden: bewoners 44, ambtenaren 60.',
    );
    expect(screen.getByRole('img')).toHaveAccessibleName('Plattegrond met bewoners en ambtenaren');
    expect(container.querySelectorAll('.chart-mark')).toHaveLength(2);
    expect([...container.querySelectorAll('.floor-plan__name')].map(spoken)).toEqual(['bewoners', 'ambtenaren']);
    expect(container.querySelectorAll('.floor-plan__corner')).toHaveLength(4);
    await expectAccessible(container);
  });

  it('draws no line between good and bad', () => {
    expect(show(opgaveResult(1)).querySelectorAll('line')).toHaveLength(0);
  });

  it('has the same numbers in its list and in its table', () => {
    const container = show(same({ kansen: sub(66, 5, 7), valkuilen: sub(12, 3, 6) }));
    const listed = [...container.querySelectorAll('.floor-plan__list li')].map((one) =>
      [...one.querySelectorAll('dd')].map(spoken),
    );
    const table = [...container.querySelectorAll('tbody tr')].map((row) =>
      within(row as HTMLElement)
        .getAllByRole('cell', { hidden: true })
        .map((cell) => spoken(cell).replace(/[()]/g, '')),
    );
    expect(listed[0]).toEqual(['66 op basis van 5 van 7 punten', '12 op basis van 3 van 6 punten']);
    expect(table).toEqual(listed);
  });

  it('names a group without a mark beside the picture', () => {
    const container = show(opgaveResult(1));
    const [, wijkpartners] = container.querySelectorAll('.floor-plan__list li');
    expect(spoken(wijkpartners ?? null)).toBe('WijkpartnersTe weinig antwoorden om te tonen');
  });

  it('leads a line to the place of a mark that had to move', () => {
    const container = show(same({ kansen: sub(50, 4, 4), valkuilen: sub(50, 4, 4) }));
    expect(spoken(container.querySelector('figcaption'))).toBe(
      'Kansen benut: elke groep 50 van de 100. Valkuilen vermeden: elke groep 50 van de 100.',
    );
    expect(container.querySelectorAll('.floor-plan__leader')).toHaveLength(2);
  });

  it('says the values in words where an opgave has one kind of punten only', async () => {
    const container = show({ ...same({ kansen: sub(null, 0, 0), valkuilen: sub(44, 1, 1) }), opgave: 10 });
    expect(screen.queryByRole('img')).toBeNull();
    expect(spoken(container.querySelector('figcaption'))).toBe('Valkuilen vermeden: elke groep 44 van de 100.');
    expect(spoken(container.querySelector('li'))).toContain('44 op basis van 1 van 1 punt');
    expect(container.textContent).not.toContain('Kansen');
    await expectAccessible(container);
  });

  it('speaks of the ten waarden as what they are', () => {
    const container = show({ ...same({ kansen: sub(80, 9, 10), valkuilen: sub(null, 0, 0) }), opgave: 0 });
    expect(spoken(container.querySelector('figcaption'))).toBe('Waarden herkend: elke groep 80 van de 100.');
  });

  it('draws nothing where no group can be shown', () => {
    const container = show(same({ kansen: sub(null, 0, 4), valkuilen: sub(null, 0, 4) }));
    expect(spoken(container.querySelector('figcaption'))).toBe('Te weinig antwoorden om te tonen');
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('is the page itself where nobody can open anything: a heading, and a table for who listens', () => {
    const container = show(opgaveResult(1), true);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Kansen benut');
    expect(container.querySelector('details')).toBeNull();
    expect(screen.getByRole('table')).toBeInTheDocument();
  });

  it('mirrors from right to left, names included', () => {
    const places = (container: Element) =>
      [...container.querySelectorAll('.floor-plan__name')].map((one) => Number(one.getAttribute('x')));
    const anchors = (container: Element) =>
      [...container.querySelectorAll('.floor-plan__name')].map((one) => one.getAttribute('text-anchor'));
    const before = show(opgaveResult(1));
    document.documentElement.dir = 'rtl';
    const after = show(opgaveResult(1));
    places(after).forEach((place, index) => expect(place + (places(before)[index] ?? 0)).toBeCloseTo(440));
    anchors(after).forEach((anchor, index) => expect(anchor).not.toBe(anchors(before)[index]));
  });
});
