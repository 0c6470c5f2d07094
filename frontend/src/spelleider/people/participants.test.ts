import { afterEach, expect, it, vi } from 'vitest';
import type { ParticipantRow } from '../../shared/api/types';
import { network } from '../../shared/testing/line';
import { Participants, unconfirmed } from './participants';

const row = (id: string, changes: Partial<ParticipantRow> = {}): ParticipantRow => ({
  id,
  label: `Wijkpartner ${id}`,
  group: 'wijkpartner',
  confirmed: true,
  connected: true,
  removed: false,
  rehearsal: false,
  via: 'code',
  ...changes,
});

const LIST = '/gemeenten/g/sessions/s/participants';

afterEach(() => vi.unstubAllGlobals());

it('shows the row that the server made of a change', async () => {
  const { asked } = network({
    [`GET ${LIST}`]: () => ({ participants: [row('1', { confirmed: false }), row('2')] }),
    [`PATCH ${LIST}/1`]: () => row('1', { group: 'bewoner' }),
  });
  const people = new Participants('g', 's');
  await people.load();
  expect(unconfirmed(people.rows.value).map((one) => one.id)).toEqual(['1']);
  await people.change('1', { group: 'bewoner' });
  expect(people.rows.value.map((one) => one.group)).toEqual(['bewoner', 'wijkpartner']);
  expect(unconfirmed(people.rows.value)).toEqual([]);
  expect(asked[1]).toEqual({ call: `PATCH ${LIST}/1`, body: { group: 'bewoner' } });
});

it('asks nothing more about who was left out', () => {
  expect(unconfirmed([row('1', { confirmed: false, removed: true })])).toEqual([]);
});

it('says why a change was not made, and forgets it with the next', async () => {
  network({ [`PATCH /gemeenten/g/sessions/s/door`]: () => ({ joining: 'locked' }) });
  const people = new Participants('g', 's');
  await people.change('9', { removed: true });
  expect(people.trouble.value).toBe('Niet gevonden');
  await people.lock(true);
  expect(people.trouble.value).toBeNull();
});

it('keeps the list of a moment ago when it cannot be asked for', async () => {
  network({});
  const people = new Participants('g', 's');
  people.rows.value = [row('1')];
  expect(await people.load()).toBe(false);
  expect(people.rows.value).toHaveLength(1);
  expect(people.trouble.value).toBeNull();
});
