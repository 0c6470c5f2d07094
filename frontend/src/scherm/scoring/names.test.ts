import { expect, it } from 'vitest';
import { opgave, snapshot } from '../../shared/charts/testing/makers';
import { scoringEyebrow } from './names';

it('names the opgave above its title, but not the ten waarden twice', () => {
  const [waarden, one] = [opgave(0, 'scoring', []), opgave(1, 'scoring', [])];
  const shown = snapshot({ opgaven: [waarden, one] });
  expect(scoringEyebrow(waarden, shown)).toBe('Eerste van 2 vandaag');
  expect(scoringEyebrow(one, shown)).toBe('Opgave 1 · tweede van 2 vandaag');
});
