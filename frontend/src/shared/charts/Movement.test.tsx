import { render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { ItemResult } from '../api/types';
import { expectAccessible } from '../testing/axe';
import { item, moved, result } from './testing/makers';
import { Movement } from './Movement';

const show = (later: ItemResult, bare?: 'row' | 'page') =>
  render(<Movement item={item(1)} result={later} term="wijk" {...(bare ? { bare } : {})} />).container;
const unchanged = (): ItemResult => {
  const { movement } = moved(1);
  return moved(1, { movement: movement && { ...movement, changed: false, gap: 'same' } });
};

afterEach(() => {
  document.documentElement.dir = '';
});

describe('the movement chart', () => {
  it('says whether the conversation changed anything, group by group, and the gap once', async () => {
    const container = show(moved(1));
    expect(screen.getByText('Het gesprek heeft iets veranderd')).toBeInTheDocument();
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      'Na het gesprek herkennen bewoners dit vaker.',
      'Na het gesprek herkennen ambtenaren dit ongeveer even vaak.',
      'De groepen staan dichter bij elkaar.',
    ]);
    await expectAccessible(container);
  });

  it('says it as plainly when nothing changed', () => {
    show(unchanged());
    expect(screen.getByText('Wij zien geen duidelijke verandering')).toBeInTheDocument();
    expect(screen.queryByText('Het gesprek heeft iets veranderd')).toBeNull();
  });

  it('has a hollow and a filled mark for each group, and an arrow where it moved', () => {
    const container = show(moved(1));
    expect(container.querySelectorAll('.chart-mark--hollow')).toHaveLength(2);
    expect(container.querySelectorAll('.chart-mark')).toHaveLength(4);
    expect(container.querySelectorAll('.movement__head')).toHaveLength(1);
    expect(
      screen.getByText('Niet te vergelijken: te weinig mensen gaven twee keer antwoord', { selector: 'span' }),
    ).toBeInTheDocument();
  });

  it('has the same numbers in the picture, in its name and in the table', () => {
    const container = show(moved(1));
    expect([...container.querySelectorAll('.movement__numbers')].map((one) => one.textContent)).toEqual([
      '2,2 → 3,7',
      '4,2 → 4,2',
    ]);
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'bewoners: eerst 2,2, daarna 3,7; wijkpartners: niet te vergelijken; ambtenaren: eerst 4,2, daarna 4,2',
    );
    const row = screen.getByRole('row', { name: /^bewoners/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['2,2', '3,7']);
  });

  it('says only where a group went of which numbers would give somebody away', async () => {
    const { movement } = moved(1);
    const shy = { ...movement?.groups.bewoner, delta: null, first: null, second: null };
    const groups = { ...movement?.groups, bewoner: shy } as NonNullable<ItemResult['movement']>['groups'];
    const container = show(moved(1, { movement: movement && { ...movement, groups } }));
    expect(screen.getByText('Na het gesprek herkennen bewoners dit vaker.')).toBeInTheDocument();
    expect(container.querySelectorAll('.chart-mark--hollow')).toHaveLength(1);
    expect(screen.getByRole('img')).toHaveAccessibleName(/^bewoners: zonder getallen; /);
    expect(screen.getByRole('row', { name: /^bewoners/ })).toHaveTextContent('Zonder getallen');
    await expectAccessible(container);
  });

  it('is the page itself where nobody can open anything', () => {
    const container = show(moved(1), 'page');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Het gesprek heeft iets veranderd');
    expect(container.querySelector('details')).toBeNull();
    expect(screen.getByRole('table')).toBeInTheDocument();
  });

  it('mirrors from right to left, the head of the arrow included', () => {
    const turned = (container: Element) => container.querySelector('.movement__head')?.hasAttribute('transform');
    const from = (container: Element) =>
      parseFloat(container.querySelector('.movement__line')?.getAttribute('x1') ?? '');
    const ltr = show(moved(1));
    document.documentElement.dir = 'rtl';
    const rtl = show(moved(1));
    expect([turned(ltr), turned(rtl)]).toEqual([false, true]);
    expect(from(ltr) + from(rtl)).toBeCloseTo(100);
  });

  it('is nothing without a round before it', () => {
    const { container } = render(<Movement item={item(1)} result={result(1)} term="wijk" />);
    expect(container).toBeEmptyDOMElement();
  });
});
