import { expect, it } from 'vitest';
import type { OpgaveView } from '../../api/types';
import { firstStep, result } from '../testing/makers';
import { firstStepOf, PLACES } from './first-step';

const names = (shown = firstStep()) => {
  const places = firstStepOf(shown.opgaven[0] as OpgaveView, shown);
  return Object.fromEntries(PLACES.map((place) => [place, places[place].map(({ item }) => item.name)]));
};

it('puts every waarde in one place, by the lists that were published', () => {
  expect(names()).toEqual({
    strong: ['Samenwerking'],
    weak: ['Per wijk'],
    differ: ['Samen'],
    divided: [],
    unknown: [],
    unclear: ['Meedoen'],
    too_few: [],
  });
});

it('keeps apart what too few answered', () => {
  const { published } = firstStep();
  const few = firstStep({ published: [...published.slice(0, 3), result(104, { word: 'too_few' })] });
  expect(names(few)).toMatchObject({ unclear: [], too_few: ['Meedoen'] });
});

it('keeps the order of the checklist, whatever the order of a list', () => {
  const { lists } = firstStep();
  const more = firstStep({ lists: { ...lists, strength: ['item-104', 'item-101'] } });
  expect(names(more).strong).toEqual(['Samenwerking', 'Meedoen']);
});
