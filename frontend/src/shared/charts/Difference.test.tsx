import { render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { ItemResult } from '../api/types';
import { expectAccessible } from '../testing/axe';
import { Difference } from './Difference';
import { differing, group, HIDDEN, item, result } from './testing/makers';

const show = (shown: ItemResult, more: { ownValue?: number; bare?: 'row' | 'page' } = {}) =>
  render(<Difference item={item(1)} result={shown} term="wijk" {...more} />);
const marks = (container: Element) => container.querySelectorAll('.chart-mark');
const numbers = (container: Element) =>
  [...container.querySelectorAll('.difference__mean')].map((one) => one.textContent);
const rowOf = (name: string) =>
  within(screen.getByRole('row', { name: new RegExp(`^${name}`) }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

afterEach(() => {
  document.documentElement.dir = '';
});

describe('the verschil chart', () => {
  it('says the finding first, then how far the groups are apart', async () => {
    const { container } = show(differing(1));
    const caption = container.querySelector('figcaption');
    expect(caption).toHaveTextContent('Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.');
    expect(caption).toHaveTextContent('1 Tekst van punt 1 (kans)');
    expect(screen.getByText('groepen verschillen')).toBeInTheDocument();
    expect(screen.getByText('bewoners en ambtenaren: gemiddeld 2,0 uit elkaar')).toBeInTheDocument();
    expect(container.querySelector('.difference__band')).toBeInTheDocument();
    await expectAccessible(container);
  });

  it('has the same numbers in the picture, in its name and in the table', () => {
    const { container } = show(result(1));
    expect(numbers(container)).toEqual(['2,2', '3,0', '4,2']);
    expect(screen.getByRole('img')).toHaveAccessibleName('bewoners: 2,2; wijkpartners: 3,0; ambtenaren: 4,2');
    expect(rowOf('bewoners')).toEqual(['2,2', '3', '22 van 25']);
    expect(rowOf('wijkpartners')).toEqual(['3,0', '1', '9 van 10']);
    expect(rowOf('ambtenaren')).toEqual(['4,2', '0', '5 van 5']);
  });

  it.each([
    ['perhaps', 'misschien verschil, te weinig antwoorden'],
    ['no_clear_difference', 'geen duidelijk verschil'],
    ['too_few', 'te weinig antwoorden'],
  ] as const)('has no band when the word is %s', (word, text) => {
    const { container } = show(differing(1, { word }));
    expect(screen.getByText(text)).toBeInTheDocument();
    expect(container.querySelector('.difference__band')).toBeNull();
  });

  it('says what its number is, and which answer its sentence names: a mean is no median', () => {
    const { container, rerender } = show(differing(1));
    const key = () => container.querySelector('.difference__key')?.textContent;
    expect(key()).toBe('Het getal is het gemiddelde van de groep. De zin noemt het middelste antwoord van de groep.');
    rerender(<Difference item={item(1)} result={result(1)} term="wijk" />);
    expect(key()).toBe('Het getal is het gemiddelde van de groep.');
  });

  it('says of how many people a mean is, where many do not know', () => {
    show(
      result(1, {
        groups: { bewoner: group([8, 1, 1, 1, 1, 1]), wijkpartner: group([3, 0, 0, 1, 0, 0]), ambtenaar: HIDDEN },
      }),
    );
    expect(
      screen.getByText('bewoners: 5 van 13 gaven een cijfer · wijkpartners: 1 van 4 gaf een cijfer'),
    ).toBeInTheDocument();
  });

  it('says nothing of that where few do not know, or where nobody knows', () => {
    show(result(1, { groups: { bewoner: group([3, 0, 0, 7, 0, 0]), wijkpartner: group([4, 0, 0, 0, 0, 0]) } }));
    expect(screen.queryByText(/een cijfer/)).toBeNull();
  });

  it('says why a group has no mark', async () => {
    const { container } = show(
      result(1, {
        groups: { bewoner: HIDDEN, wijkpartner: group([4, 0, 0, 0, 0, 0]), ambtenaar: group([0, 0, 0, 3, 0, 0]) },
      }),
    );
    expect(numbers(container)).toEqual(['3,0']);
    expect(marks(container)).toHaveLength(1);
    expect(screen.getAllByText('Te weinig antwoorden om te tonen')).toHaveLength(2);
    expect(rowOf('wijkpartners')).toEqual(['geen', '4', '0 van 4']);
    await expectAccessible(container);
  });

  it('says that a group was not asked, in place of too few answers', () => {
    const groups = { bewoner: HIDDEN, wijkpartner: HIDDEN, ambtenaar: group([0, 0, 0, 3, 0, 0]) };
    render(<Difference item={item(1, { skipped_by: ['bewoner'] })} result={result(1, { groups })} term="wijk" />);
    expect(screen.getAllByText('Niet gevraagd aan bewoners')).toHaveLength(2);
    expect(screen.getAllByText('Te weinig antwoorden om te tonen')).toHaveLength(2);
    expect(screen.getByRole('img')).toHaveAccessibleName(/^bewoners: Niet gevraagd aan bewoners;/);
  });

  it('marks the own answer, also when that was "weet ik niet"', () => {
    const { container, rerender } = show(result(1), { ownValue: 4 });
    expect(container.querySelector('.difference__level--own')).toHaveTextContent('4');
    expect(screen.getByText('Dit was uw antwoord: 4')).toBeInTheDocument();
    rerender(<Difference item={item(1)} result={result(1)} term="wijk" ownValue={0} />);
    expect(container.querySelector('.difference__level--own')).toBeNull();
    expect(screen.getByText('Dit was uw antwoord: weet ik niet')).toBeInTheDocument();
  });

  it('has nothing to open where nobody can open anything, and keeps its table', () => {
    const { container } = show(differing(1), { bare: 'row' });
    expect(container.querySelector('details')).toBeNull();
    expect(screen.getByRole('table')).toBeInTheDocument();
  });

  it('mirrors from right to left: lines, marks and band', () => {
    const { container } = show(differing(1));
    const places = (): number[] =>
      [...container.querySelectorAll('.difference__lane > svg')].map((mark) =>
        parseFloat(mark.getAttribute('x') ?? ''),
      );
    const band = (): number[] =>
      ['x', 'width'].map((name) => parseFloat(container.querySelector('.difference__band')?.getAttribute(name) ?? ''));
    const ltr = places();
    const [left = 0, width = 0] = band();
    document.documentElement.dir = 'rtl';
    show(differing(1));
    const rtl = [...document.querySelectorAll('figure')][1];
    const mirrored = [...(rtl?.querySelectorAll('.difference__lane > svg') ?? [])].map((mark) =>
      parseFloat(mark.getAttribute('x') ?? ''),
    );
    mirrored.forEach((place, index) => expect(place + (ltr[index] ?? 0)).toBeCloseTo(100));
    const turned = parseFloat(rtl?.querySelector('.difference__band')?.getAttribute('x') ?? '');
    expect(turned + left + width).toBeCloseTo(100);
  });
});
