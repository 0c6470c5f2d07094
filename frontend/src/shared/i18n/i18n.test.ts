import { describe, expect, it } from 'vitest';
import { decimal, t, translator } from '.';
import common from './locales/nl/common.json';
import agreed from './locales/nl/agreed.json';
import agenda from './locales/nl/agenda.json';
import bars from './locales/nl/bars.json';
import charts from './locales/nl/charts.json';
import firstStep from './locales/nl/first-step.json';
import floorPlan from './locales/nl/floor-plan.json';
import deelnemer from './locales/nl/deelnemer.json';
import gone from './locales/nl/gone.json';
import late from './locales/nl/late.json';
import movement from './locales/nl/movement.json';
import nextPerson from './locales/nl/next-person.json';
import ownPace from './locales/nl/own-pace.json';
import scoring from './locales/nl/scoring.json';
import joinSteps from './locales/nl/join-steps.json';
import noticed from './locales/nl/noticed.json';
import moved from './locales/nl/moved.json';
import myData from './locales/nl/my-data.json';
import outcome from './locales/nl/outcome.json';
import propose from './locales/nl/propose.json';
import scherm from './locales/nl/scherm.json';
import spelleider from './locales/nl/spelleider.json';
import talk from './locales/nl/talk.json';
import tafel from './locales/nl/tafel.json';

describe('texts', () => {
  const say = translator({ points_one: '1 punt', points_other: '{n} punten', hello: 'Dag {name}, {name}' });

  it('fill in values and choose one or many', () => {
    expect(say('points', { n: 1 })).toBe('1 punt');
    expect(say('points', { n: 12_345 })).toBe('12.345 punten');
    expect(say('hello', { name: 'Anna' })).toBe('Dag Anna, Anna');
    expect(t('group_bewoner')).toBe('bewoner');
  });

  it('write a mean with one decimal and a comma', () => {
    expect([decimal(3), decimal(2.25), decimal(4.96)]).toEqual(['3,0', '2,3', '5,0']);
  });
});

const catalogues = {
  agenda,
  agreed,
  bars,
  common,
  charts,
  deelnemer,
  firstStep,
  floorPlan,
  gone,
  joinSteps,
  moved,
  noticed,
  late,
  movement,
  nextPerson,
  ownPace,
  scoring,
  myData,
  outcome,
  propose,
  scherm,
  spelleider,
  tafel,
  talk,
};
const texts = Object.entries(catalogues).flatMap(([name, catalogue]) =>
  Object.entries(catalogue).map(([key, text]) => [`${name}.${key}`, text] as const),
);

describe.each(texts)('%s', (_, text) => {
  it('has sentences of at most 15 words', () => {
    for (const sentence of text.split(/[.!?:]\s/)) {
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(15);
    }
  });
});
