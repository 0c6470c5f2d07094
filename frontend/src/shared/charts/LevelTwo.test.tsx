import { render, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../testing/axe';
import { LevelTwo } from './LevelTwo';
import { group, HIDDEN, item, result } from './testing/makers';

const cells = (name: string) =>
  within(screen.getByRole('row', { name: new RegExp(`^${name}`) }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

describe('the answers of each group', () => {
  it('are a mark per person, as many as the table says', async () => {
    const { container } = render(<LevelTwo item={item(1)} result={result(1)} />);
    const [bewoners] = container.querySelectorAll('.dots__picture');
    expect(bewoners?.querySelectorAll('.chart-mark')).toHaveLength(25);
    expect(bewoners?.querySelectorAll('.chart-mark--dashed')).toHaveLength(3);
    expect(container.querySelector<HTMLElement>('.dots')?.style.getPropertyValue('--rows')).toBe('2');
    expect(cells('bewoners')).toEqual(['6', '9', '4', '2', '1', '3']);
    await expectAccessible(container);
  });

  it('are bars in a hall of 300 people, in every group, with the colours of what is good', async () => {
    const hall = result(8, {
      groups: { bewoner: group([20, 10, 60, 90, 70, 50]), wijkpartner: group([0, 1, 2, 3, 2, 1]), ambtenaar: HIDDEN },
    });
    const { container } = render(<LevelTwo item={item(8)} result={hall} />);
    expect(container.querySelectorAll('.dots__picture')).toHaveLength(0);
    expect(container.querySelectorAll('.stacked')).toHaveLength(2);
    const [first] = container.querySelectorAll<SVGElement>('.stacked__part');
    expect(first?.style.fill).toBe('var(--wp-scale-5)');
    expect(screen.getByText('Weet ik niet: 20')).toBeInTheDocument();
    expect(cells('ambtenaren')).toEqual(['Te weinig antwoorden om te tonen']);
    await expectAccessible(container);
  });

  it('say the same of nobody as of too few', () => {
    render(<LevelTwo item={item(1)} result={result(1, { groups: {} })} />);
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.getAllByText('Te weinig antwoorden om te tonen')).toHaveLength(6);
  });

  it('say that a group was not asked, in picture and table', () => {
    const groups = { bewoner: HIDDEN, wijkpartner: group([0, 1, 1, 1, 0, 0]), ambtenaar: HIDDEN };
    render(<LevelTwo item={item(1, { skipped_by: ['bewoner'] })} result={result(1, { groups })} />);
    expect(screen.getAllByText('Niet gevraagd aan bewoners')).toHaveLength(2);
    expect(cells('ambtenaren')).toEqual(['Te weinig antwoorden om te tonen']);
  });
});
