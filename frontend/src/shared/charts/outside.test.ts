import { expect, it } from 'vitest';
import { result } from './testing/makers';
import { outsideWords } from './outside';

it('says of whom answers stand outside a result, and nothing where all are in it', () => {
  expect(outsideWords(result(1))).toBeNull();
  expect(outsideWords(result(1, { waiting: { bewoner: 2, wijkpartner: null, ambtenaar: 1 } }))).toBe(
    'bewoners: 2 antwoorden staan hier niet bij · ambtenaren: 1 antwoord staat hier niet bij',
  );
});
