import { screen } from '@testing-library/preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import type { ItemResult, Snapshot } from '../../shared/api/types';
import { at, item, opgave, result, revealed, scoring } from '../../shared/charts/testing/makers';
import { ME } from '../../shared/live/testing/fake-server';
import { expectAccessible } from '../../shared/testing/axe';
import { TestPhone } from '../testing/phone';

const phone = new TestPhone();
const items = [item(1), item(2, { skipped_by: ['bewoner'] }), item(8)];
const round = (number: number, changes = {}) => ({ ...opgave(1, 'scoring', items), round: number, ...changes });
const once = [result(1), result(2), result(8)];
const answered = (value: number) => {
  phone.server.stored.set('item-1 1', { item: 'item-1', round: 1, value, seq: 1 });
};
const again = (changes: Partial<Snapshot> = {}) =>
  scoring({ me: ME, opgaven: [round(2)], published: once, ...changes });

describe('a round after the conversation', () => {
  it('opens empty, and says what was answered before', async () => {
    answered(2);
    await phone.open(again());
    expect(phone.heading).toHaveTextContent('Opnieuw scoren na het gesprek');
    expect(screen.getByText('2 punten')).toBeInTheDocument();
    await expectAccessible();
    await phone.press('Begin');
    expect(screen.getByText('Opnieuw: 1 van 2')).toBeInTheDocument();
    expect(screen.getByText('uw antwoord was 2')).toBeInTheDocument();
    expect(screen.getByText('Uw vorige antwoord: 2, meestal niet.')).toBeInTheDocument();
    expect(screen.queryByRole('radio', { checked: true })).toBeNull();
    await expectAccessible();
    await phone.choose('4, meestal wel');
    expect(phone.server.stored.get('item-1 2')).toMatchObject({ value: 4 });
    expect(phone.server.stored.get('item-1 1')).toMatchObject({ value: 2 });
  });

  it('asks only the one punt that it is about', async () => {
    await phone.open(again({ opgaven: [round(2, { only: 'item-8' })] }));
    expect(screen.getByText('Het gaat nu om dit ene punt.')).toBeInTheDocument();
    expect(screen.getByText('Tekst van punt 8')).toBeInTheDocument();
    await phone.press('Begin');
    await phone.choose('3, soms wel, soms niet');
    await phone.press('Volgende');
    expect(screen.getByRole('heading', { name: 'Alles ingevuld' })).toBeInTheDocument();
  });

  it('has nothing to ask a group that skips the one punt', async () => {
    await phone.open(again({ opgaven: [round(2, { only: 'item-2' })] }));
    expect(screen.getByText('Uw groep slaat dit over. U hoeft nu niets te doen.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Begin' })).toBeNull();
  });

  it('tells an answer of the round before that came too late, until that was seen', async () => {
    await phone.open(scoring({ me: ME, opgaven: [round(1)] }));
    await phone.press('Begin');
    phone.server.deaf = true;
    await phone.choose('5, helemaal wel');
    phone.server.verdict = (op) => ({ ok: true, op: op.op, state: 'closed' });
    phone.server.deaf = false;
    await phone.move(again());
    await phone.pass(5_000);
    await phone.loaded();
    expect(screen.getByRole('alert')).toHaveTextContent('Uw antwoord op punt 1 kwam te laat. Het telt niet mee.');
    await expectAccessible();
    await phone.press('Begrepen');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says in words what it changed, most of it first', async () => {
    const values = { kind: 'kans', group: 'bewoner', often: 'more', gap: 'closer' };
    const moved: Partial<ItemResult> = {
      round: 2,
      movement: {
        since: 1,
        apart: -0.3,
        gap: 'closer',
        changed: true,
        groups: {
          bewoner: { both: 6, direction: 'up', delta: 0.5, first: 20, second: 70, finding: { key: 'moved', values } },
          wijkpartner: null,
          ambtenaar: null,
        },
      },
    };
    const level = { ...moved, movement: { since: 1, apart: 0, gap: 'same' as const, changed: false, groups: {} } };
    await phone.open(revealed({ me: ME, published: [...once, result(1, moved), result(8, level)] }));
    await phone.loaded();
    expect(screen.getByRole('heading', { name: 'Na het gesprek' })).toBeInTheDocument();
    expect(screen.getByText('Bij 1 punt is iets veranderd.')).toBeInTheDocument();
    expect(screen.getByText('Na het gesprek herkennen bewoners dit vaker.')).toBeInTheDocument();
    expect(screen.getByText('De groepen staan dichter bij elkaar.')).toBeInTheDocument();
    expect(screen.getByText('Bij 1 punt bleef het ongeveer gelijk.')).toBeInTheDocument();
    await expectAccessible();
  });
});

it('says that a question begins again, to who had answered it', async () => {
  answered(4);
  await phone.open(again({ published: [] }));
  expect(screen.getByText('Deze vraag begint opnieuw')).toBeInTheDocument();
  await expectAccessible();
  await phone.press('Begin');
  expect(screen.getByText('Punt 1 van 2')).toBeInTheDocument();
  expect(screen.queryByText(/antwoord was/)).toBeNull();
});

it('begins again on the phone at once, wherever somebody was', async () => {
  await phone.open(scoring({ me: ME, opgaven: [round(1)] }));
  await phone.press('Begin');
  await phone.choose('4, meestal wel');
  const moved = { number: 1, state: 'scoring', round: 2, only: null, own: false };
  await act(() =>
    phone.server.socket.tell('moved', {
      session: phone.server.state.session,
      version: 8,
      state: 'running',
      current: at(1),
      own_until: null,
      opgave: moved,
      opgaven: [moved],
    }),
  );
  await phone.pass(50);
  expect(screen.getByText('Deze vraag begint opnieuw')).toBeInTheDocument();
});

it('shows the time that the spelleider set, and closes nothing by it', async () => {
  const deadline = (minutes: number) => new Date(Date.now() + minutes * 60_000 - 5_000).toISOString();
  const until = (minutes: number) => ({ ...at(1), deadline: deadline(minutes) });
  await phone.open(scoring({ me: ME, current: until(3) }));
  expect(screen.getByText('Nog 3 minuten')).toBeInTheDocument();
  await phone.press('Begin');
  expect(screen.getByText('Nog 3 minuten')).toBeInTheDocument();
  await phone.move({ current: until(-1) });
  expect(screen.getByText('De tijd is om. U mag nog afmaken.')).toBeInTheDocument();
  await phone.choose('4, meestal wel');
  expect(phone.server.stored.size).toBe(1);
});

it('shows the own wish to discuss in the list of all punten', async () => {
  await phone.open(scoring({ me: ME }));
  await phone.press('Begin');
  await phone.press('Bespreek dit');
  await phone.press('Alle punten');
  expect(screen.getByText('U wilt dit bespreken').closest('button')).toHaveTextContent('Tekst van punt 1');
});
