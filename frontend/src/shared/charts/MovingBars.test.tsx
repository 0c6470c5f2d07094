import { render, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import type { Bars } from '../api/types';
import { expectAccessible } from '../testing/axe';
import { barsOf } from './data/bars';
import { item } from './testing/makers';
import { MovingBars } from './MovingBars';

const BARS: Bars = {
  session: 's',
  step: 2,
  items: {
    'item-1': {
      bewoner: { answered: 6, counts: [1, 2, 1, 0, 2, 0], waiting: 4 },
      wijkpartner: { answered: null, counts: null, waiting: null },
    },
  },
};

it('draws what is in each bar, and says how many answers are not in it yet', async () => {
  const { container } = render(<MovingBars item={item(1)} bars={BARS} />);
  expect(screen.getByRole('img')).toHaveAccessibleName('bewoners. 1: 2, 2: 1, 3: 0, 4: 2, 5: 0; weet ik niet: 1');
  expect(screen.getByText('Weet ik niet: 1 · 4 antwoorden staan er nog niet bij')).toBeInTheDocument();
  expect(screen.getAllByText('Nog te weinig antwoorden om te tonen')).toHaveLength(2);
  await expectAccessible(container);
});

it('says which group is not asked', () => {
  render(<MovingBars item={item(1, { skipped_by: ['ambtenaar'] })} bars={BARS} />);
  expect(screen.getByText('Niet gevraagd aan ambtenaren')).toBeInTheDocument();
});

it('has an empty bar for a punt of which nothing was told', () => {
  expect(barsOf(item(2), BARS).every((bar) => bar.counts === null && bar.waiting === 0)).toBe(true);
});
