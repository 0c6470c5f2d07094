import { screen } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { at, item, opgave, result, snapshot } from '../../shared/charts/testing/makers';
import { ME } from '../../shared/live/testing/fake-server';
import { expectAccessible } from '../../shared/testing/axe';
import { TestPhone } from '../testing/phone';
import { timeOf } from './time';

const phone = new TestPhone();
const own = (number: number, ...numbers: number[]): OpgaveView => ({
  ...opgave(
    number,
    'scoring',
    numbers.map((one) => item(one)),
  ),
  own: true,
});
const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
const evening = (changes: Partial<Snapshot> = {}): Snapshot =>
  snapshot({
    me: ME,
    state: 'running',
    pace: 'own',
    own_until: soon(3_600),
    opgaven: [own(1, 1, 2), own(2, 14)],
    ...changes,
  });
const led = (number: number) => ({ ...own(number, number === 1 ? 1 : 14), own: false });
const status = () => screen.getByRole('status');

describe('at an own pace', () => {
  it('one goes anywhere, and sees how far one is', async () => {
    await phone.open(evening());
    expect(phone.heading).toHaveTextContent('Uw opgaven');
    expect(screen.getByText(/^Open tot \d+\.\d\d uur$/)).toBeInTheDocument();
    expect(screen.getByText('0 van de 2 ingevuld')).toBeInTheDocument();
    await expectAccessible();
    await phone.press(/^Opgave 2/);
    expect(phone.heading).toHaveTextContent('Opgave 2');
    expect(phone.heading).toHaveFocus();
    await phone.press('Begin');
    await phone.choose('4, meestal wel');
    await phone.press('Volgende');
    expect(screen.getByText('U kunt uw antwoorden nog veranderen.')).toBeInTheDocument();
    await phone.press('Volgende opgave');
    expect(phone.heading).toHaveTextContent('Opgave 1');
    await phone.press('Alle opgaven');
    expect(screen.getByText('alles ingevuld')).toBeInTheDocument();
    expect(screen.getByText('0 van de 2 ingevuld')).toBeInTheDocument();
    await phone.press(/^Opgave 1/);
    await phone.reload();
    expect(phone.heading).toHaveTextContent('Opgave 1');
  });

  it('a shared phone can be handed on as soon as one opgave is complete', async () => {
    await phone.open(evening({ shared_phones: true }));
    await phone.press(/^Opgave 2/);
    await phone.press('Begin');
    await phone.choose('4, meestal wel');
    await phone.press('Volgende');
    await phone.press('Klaar? Geef de telefoon door');
    expect(phone.heading).toHaveTextContent('Geef de telefoon door');
    await phone.press('Terug naar mijn antwoorden');
  });

  it('the end is told five minutes and twenty seconds before, then it is closed, and more time opens it again', async () => {
    await phone.open(evening({ own_until: soon(312) }));
    await phone.press(/^Opgave 1/);
    await phone.press('Begin');
    await phone.choose('4, meestal wel');
    await phone.pass(13_000);
    await phone.pass(500);
    expect(status()).toHaveTextContent('Let op: deze vraag sluit over 5 minuten.');
    expect(screen.getByText('Sluit over 5 minuten')).toBeInTheDocument();
    await phone.pass(280_000);
    await phone.pass(500);
    expect(status()).toHaveTextContent('Let op: deze vraag sluit over 20 seconden.');
    expect(screen.getByText('Sluit over 20 seconden')).toBeInTheDocument();
    expect(screen.getAllByRole('radio')).toHaveLength(6);
    await phone.pass(21_000);
    await phone.pass(500);
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText('Deze vraag is gesloten')).toBeInTheDocument();
    expect(status()).toHaveTextContent('Deze vraag is gesloten. Uw antwoorden zijn bewaard.');
    await expectAccessible();
    await phone.move({ own_until: soon(600) });
    await phone.pass(1_000);
    await phone.pass(500);
    expect(screen.getByRole('radio', { name: '4, meestal wel' })).toBeChecked();
    expect(status()).toHaveTextContent(/^U kunt weer verder/);
  });

  it('an answer that was under way when it closed is given still', async () => {
    await phone.open(evening({ own_until: soon(2) }));
    await phone.press(/^Opgave 1/);
    await phone.press('Begin');
    await phone.user.click(screen.getByRole('radio', { name: '5, helemaal wel' }));
    await phone.pass(3_000);
    expect([...phone.server.stored.values()]).toMatchObject([{ value: 5 }]);
  });
});

describe('while the room is led', () => {
  const mixed = (changes: Partial<Snapshot> = {}) => evening({ pace: 'mixed', ...changes });

  it('who is with the room goes along, and can leave it', async () => {
    await phone.open(mixed());
    await phone.move({ opgaven: [led(1), own(2, 14)], current: at(1) });
    expect(phone.heading).toHaveTextContent('Opgave 1');
    expect(screen.queryByText(/In de zaal nu/)).toBeNull();
    await phone.press('Alle opgaven');
    expect(screen.getByText('In de zaal nu: Opgave 1')).toBeInTheDocument();
    expect(screen.getByText('in de zaal')).toBeInTheDocument();
    await expectAccessible();
    await phone.press('Ga mee');
    expect(phone.heading).toHaveTextContent('Opgave 1');
  });

  it('who is elsewhere stays there with focus where it was, and is told politely', async () => {
    await phone.open(mixed());
    await phone.press(/^Opgave 2/);
    await phone.press('Begin');
    const radio = screen.getByRole('radio', { name: '2, meestal niet' });
    radio.focus();
    await phone.move({ opgaven: [led(1), own(2, 14)], current: at(1) });
    expect(radio).toHaveFocus();
    expect(screen.getByText('In de zaal nu: Opgave 1')).toBeInTheDocument();
    await phone.pass(500);
    expect(status()).toHaveTextContent('In de zaal nu: Opgave 1');
    await expectAccessible();
    const revealed = { ...led(1), state: 'revealed' as const };
    await phone.move({ opgaven: [revealed, own(2, 14)], published: [result(1)] });
    expect(screen.getByText('In de zaal nu: de uitkomst van Opgave 1')).toBeInTheDocument();
    await phone.press('Ga mee');
    expect(screen.getByText('Uitkomst · Opgave 1')).toBeInTheDocument();
  });

  it('who chose the opgave that the room comes to is with the room from then on', async () => {
    await phone.open(mixed());
    await phone.press(/^Opgave 2/);
    await phone.move({ opgaven: [own(1, 1, 2), led(2)], current: at(2) });
    await phone.move({ opgaven: [led(1), { ...led(2), state: 'revealed' }], current: at(1) });
    expect(phone.heading).toHaveTextContent('Opgave 1');
  });
});

it('goes by the clock of the server, however wrong the phone is', async () => {
  const right = Date.now();
  vi.setSystemTime(right + 600_000);
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    const answer = await fetch(...asked);
    answer.headers.set('date', new Date(Date.now() - 600_000).toUTCString());
    return answer;
  });
  await phone.open(evening({ own_until: new Date(right + 400_000).toISOString() }));
  expect(screen.getByText(/^Open tot/)).toBeInTheDocument();
});

it('knows no end where there is none', () => {
  expect(timeOf(own(1), evening({ own_until: null }), Date.now())).toMatchObject({ words: null, closed: false });
});
