import { act, render, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PaperOp, PaperRow, Snapshot } from '../shared/api/types';
import { item, opgave, revealed, scoring, snapshot } from '../shared/charts/testing/makers';
import { Portal } from '../shared/live/portal';
import { expectAccessible } from '../shared/testing/axe';
import { Line } from '../shared/testing/line';
import { Stack } from './stack';
import { Tafel } from './Tafel';

const { gemeente, session } = snapshot();
const ROW: PaperRow = {
  op: 'op-12',
  opgave: 1,
  round: 1,
  group: 'bewoner',
  card: 12,
  punt: null,
  punten: 3,
  by: 'Tafel 1',
  at: '2026-11-27T19:05:00Z',
  corrects: null,
  corrected: false,
};

/** What the server says about each card that is typed in: status and body; `null`: no answer. */
let verdict: (op: PaperOp) => [number, unknown] | null;
let entries: PaperRow[];
let typed: PaperOp[];
let portal: Portal;
let line: Line;

beforeEach(() => {
  verdict = (op) => [200, { ok: true, op: op.op, state: 'accepted' }];
  entries = [];
  typed = [];
  localStorage.clear();
  vi.stubGlobal('fetch', (address: string, options: RequestInit = {}) => {
    if (address.endsWith('/socket-tickets')) return answer(201, { ticket: 't' });
    if (options.method !== 'POST') return answer(200, { entries });
    const op = JSON.parse(options.body as string) as PaperOp;
    typed.push(op);
    const said = verdict(op);
    return said === null ? Promise.reject(new TypeError('no network')) : answer(...said);
  });
});

afterEach(() => {
  portal.stop();
  vi.unstubAllGlobals();
});

const answer = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status }));

async function show(shown: Snapshot = scoring()): Promise<Element> {
  line = new Line();
  portal = new Portal({ gemeente, session, as: 'table', bearer: 'x', dial: line.dial });
  portal.start();
  const stack = new Stack({ gemeente, session, bearer: 'x' });
  const { container } = render(<Tafel portal={portal} stack={stack} cockpit={null} table="2" />);
  await waitFor(() => expect(line.taken).toBe(true));
  await act(() => line.open(shown));
  return container;
}

const digits = () => [...document.querySelectorAll<HTMLInputElement>('.card__digit')];
const save = () => userEvent.click(screen.getByRole('button', { name: 'Kaart opslaan' }));

describe('a card', () => {
  it('goes on by itself from punt to punt, says what a digit means, and is saved with its number', async () => {
    await show();
    await userEvent.click(digits()[0] as HTMLInputElement);
    await userEvent.keyboard('4');
    expect(document.activeElement).toBe(digits()[1]);
    await userEvent.keyboard('05');
    expect(digits().map(({ value }) => value)).toEqual(['4', '0', '5']);
    expect(screen.getByText('weet ik niet')).toBeTruthy();
    await save();
    expect(typed).toMatchObject([
      { group: 'bewoner', card: 1, round: 1, answers: { 'item-1': 4, 'item-2': 0, 'item-8': 5 } },
    ]);
    expect(await screen.findByText('Kaart 1 opgeslagen.', { selector: '.wp-notice' })).toBeTruthy();
    expect(digits().every(({ value }) => value === '')).toBe(true);
    await waitFor(() => expect(document.activeElement).toBe(digits()[0]));
  });

  it('can be typed in one go', async () => {
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '4.5');
    await save();
    expect(screen.queryByText(/Toch opslaan/)).toBeNull();
    expect(typed[0]?.answers).toEqual({ 'item-1': 4, 'item-8': 5 });
  });

  it('takes no other key, and is not saved empty', async () => {
    const container = await show();
    await userEvent.type(digits()[0] as HTMLInputElement, '7x');
    expect(digits()[0]?.value).toBe('');
    await save();
    expect(typed).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('ten minste één antwoord');
    await expectAccessible(container);
  });

  it('with fewer digits than punten is saved when somebody is sure', async () => {
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '45');
    await save();
    expect(typed).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('U typte 2 van de 3 cijfers. Toch opslaan?');
    await userEvent.click(screen.getByRole('button', { name: 'Toch opslaan' }));
    expect(typed[0]?.answers).toEqual({ 'item-1': 4, 'item-2': 5 });
  });

  it('with a wrong key says only what is wrong, and takes a point for what was left open', async () => {
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '457');
    await save();
    expect(screen.queryByText(/ten minste één antwoord/)).toBeNull();
    expect(document.activeElement).toBe(screen.getByLabelText('Alle cijfers achter elkaar'));
    await userEvent.clear(screen.getByLabelText('Alle cijfers achter elkaar'));
    await userEvent.click(digits()[0] as HTMLInputElement);
    await userEvent.keyboard('4.5');
    await save();
    expect(typed[0]?.answers).toEqual({ 'item-1': 4, 'item-8': 5 });
  });

  it('stays in the form when it is refused, with the message beside the button', async () => {
    verdict = () => [422, { code: 'item_not_open', detail: 'Dit punt is niet gevraagd.' }];
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '451');
    await save();
    const said = await screen.findByRole('alert');
    expect(said.textContent).toContain('Kaart 1 is niet opgeslagen. Dit punt is niet gevraagd.');
    expect(said.parentElement).toBe(screen.getByRole('button', { name: 'Kaart opslaan' }).parentElement);
    expect(digits().map(({ value }) => value)).toEqual(['4', '5', '1']);
    expect(screen.getByLabelText<HTMLInputElement>('Nummer van de kaart').value).toBe('1');
  });

  it('that was refused after the next one was begun can be put back', async () => {
    verdict = () => null;
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '451');
    await save();
    await waitFor(() => expect(digits()[0]?.value).toBe(''));
    await userEvent.type(digits()[0] as HTMLInputElement, '3');
    verdict = () => [422, { code: 'item_not_open', detail: 'Dit punt is niet gevraagd.' }];
    await act(() => void dispatchEvent(new Event('online')));
    await userEvent.click(await screen.findByRole('button', { name: 'Zet de cijfers terug' }));
    expect(digits().map(({ value }) => value)).toEqual(['4', '5', '1']);
  });

  it('counts on from the last number of the group', async () => {
    entries = [ROW, { ...ROW, op: 'x', group: 'ambtenaar', card: 40 }];
    await show();
    await waitFor(() => expect(screen.getByText('Kaart 12')).toBeTruthy());
    await userEvent.click(screen.getByRole('radio', { name: 'ambtenaar' }));
    expect(screen.getByLabelText<HTMLInputElement>('Nummer van de kaart').value).toBe('41');
  });

  it('is kept and sent again when nobody answers, and nothing is lost by a reload', async () => {
    verdict = () => null;
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '451');
    await save();
    expect(await screen.findByText(/Nog 1 kaart wordt verstuurd/)).toBeTruthy();
    portal.stop();
    document.body.replaceChildren();
    verdict = (op) => [200, { ok: true, op: op.op, state: 'accepted' }];
    await show();
    await waitFor(() => expect(typed).toHaveLength(2));
    expect(typed[1]).toEqual(typed[0]);
    expect(localStorage.length).toBe(0);
  });

  it('that came too late says so', async () => {
    verdict = (op) => [200, { ok: true, op: op.op, state: 'closed' }];
    await show();
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '451');
    await save();
    expect((await screen.findByRole('alert')).textContent).toContain('Kaart 1 is niet opgeslagen');
  });
});

describe('a correction', () => {
  it('is offered when the number is known, and takes the place of what stands', async () => {
    entries = [ROW];
    verdict = () => [409, { code: 'card_known', detail: 'Kaart 12 is al ingevoerd.', entry: 'op-12' }];
    await show();
    const number = screen.getByLabelText('Nummer van de kaart');
    await userEvent.clear(number);
    await userEvent.type(number, '12');
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '451');
    await save();
    await userEvent.click(await screen.findByRole('button', { name: 'Verbeter kaart 12' }));
    expect(screen.getByText(/U verbetert kaart 12/)).toBeTruthy();
    expect(digits().map(({ value }) => value)).toEqual(['4', '5', '1']);
    verdict = (op) => [200, { ok: true, op: op.op, state: 'accepted' }];
    await userEvent.type(screen.getByLabelText('Alle cijfers achter elkaar'), '333');
    await userEvent.click(screen.getByRole('button', { name: 'Verbetering opslaan' }));
    expect(typed[1]).toMatchObject({ card: 12, corrects: 'op-12', answers: { 'item-1': 3 } });
  });

  it('takes a card back', async () => {
    entries = [ROW];
    await show();
    await userEvent.click(await screen.findByRole('button', { name: 'Neem Kaart 12 terug' }));
    expect(typed).toMatchObject([{ corrects: 'op-12', answers: {}, group: 'bewoner' }]);
    expect(await screen.findByText('Teruggenomen.', { selector: '.wp-notice' })).toBeTruthy();
  });

  it('is told beside what it was about: replaced, corrected or taken back', async () => {
    const counts = { ...ROW, op: 'c', card: null, punt: 3, punten: 1 };
    entries = [
      { ...ROW, corrected: true },
      { ...ROW, op: 'b', corrects: ROW.op },
      { ...counts, corrected: true },
      { ...counts, op: 'd', punt: null, punten: 0, corrects: 'c', by: 'Tafel 2' },
    ];
    await show();
    await screen.findByText('Aantallen bij punt 3');
    const rows = [...document.querySelectorAll('.entries__what')].map(({ textContent }) => textContent);
    expect(rows).toEqual([
      expect.stringMatching(/^Aantallen bij punt 3\(teruggenomen door Tafel 2, \d\d:\d\d\)/),
      expect.stringContaining('Kaart 12(verbeterd)'),
      expect.stringContaining('Kaart 12(vervangen)'),
    ]);
    expect(screen.getAllByRole('button', { name: /^Verbeter/ })).toHaveLength(1);
  });

  it('is not offered for what was corrected, taken back or revealed', async () => {
    entries = [
      { ...ROW, corrected: true },
      { ...ROW, op: 'b', card: 13, punten: 0, corrects: 'a' },
    ];
    await show();
    await screen.findByText('Kaart 12');
    expect(screen.queryByRole('button', { name: /Verbeter/ })).toBeNull();
  });
});

describe('counts', () => {
  it('are about one punt', async () => {
    const container = await show();
    await userEvent.click(screen.getByRole('radio', { name: 'Aantallen per punt' }));
    await userEvent.selectOptions(screen.getByLabelText('Welk punt?'), 'item-2');
    await userEvent.type(screen.getByLabelText('4 meestal wel'), '7');
    await userEvent.type(screen.getByLabelText('weet ik niet'), '2');
    await expectAccessible(container);
    await userEvent.click(screen.getByRole('button', { name: 'Aantallen opslaan' }));
    expect(typed).toMatchObject([{ item: 'item-2', counts: [2, 0, 0, 0, 7, 0] }]);
  });
});

describe('the desk', () => {
  it('chooses the opgave that is open, and offers no opgave of which the results are out', async () => {
    const container = await show(
      revealed({ opgaven: [opgave(1, 'revealed', [item(1)]), opgave(2, 'waiting', [item(14)])] }),
    );
    const select = within(container as HTMLElement).getByLabelText('Opgave');
    expect([...select.querySelectorAll('option')].map((one) => one.textContent)).toEqual(['2. Opgave 2']);
    await act(() => line.tell('snapshot', revealed({ version: 9, opgaven: [opgave(1, 'revealed', [item(1)])] })));
    expect(screen.getByText(/Van alle opgaven zijn de resultaten getoond/)).toBeTruthy();
  });

  it('says which table it is', async () => {
    await show();
    expect(screen.getByRole('heading', { name: 'Papier invoeren, tafel 2' })).toBeTruthy();
  });

  it('says when its link was ended', async () => {
    await show();
    await act(() => line.tell('ended', { reason: 'revoked' }));
    expect(screen.getByText(/Deze link werkt niet meer/)).toBeTruthy();
  });
});
