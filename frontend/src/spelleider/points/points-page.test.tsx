import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Current, PointView, Snapshot } from '../../shared/api/types';
import { at, differing, item, NO_LISTS, opgave, result, revealed, point } from '../../shared/charts/testing/makers';
import { expectAccessible } from '../../shared/testing/axe';
import type { Line } from '../../shared/testing/line';
import { click, leave, PATH, stand, type Stand } from '../testing/stand';

let line: Line;
let asked: Stand['asked'];
let show: Stand['show'];

beforeEach(() => {
  ({ line, asked, show } = stand({
    [`GET ${PATH}/participants`]: () => ({ participants: [] }),
    [`GET ${PATH}/choices`]: () => ({ choices: [PINNED] }),
  }));
});

afterEach(() => {
  vi.useRealTimers();
  leave();
});

const PINNED = { item: 'item-1', choice: 'pin', by: 'Anna', at: new Date(2026, 10, 26, 19, 42).toISOString() };

/** Punt 1 was found, four people ask for punt 2, and nothing is particular about punt 8. */
function talk(changes: Partial<Snapshot> = {}): Snapshot {
  return revealed({
    published: [differing(1), result(2, { proposed: 4 }), result(8)],
    lists: { ...NO_LISTS, differ: ['item-1'], ranking: ['item-1'], proposed: ['item-2'] },
    discussion: [point(2), point(1)],
    ...changes,
  });
}

/** Two opgaven were revealed, of which the second is before the room. */
function twoOpgaven(changes: Partial<Snapshot> = {}): Snapshot {
  const { published, discussion, lists } = talk();
  return talk({
    opgaven: [
      opgave(1, 'revealed', [item(1), item(2), item(8)]),
      opgave(2, 'revealed', [item(14)]),
      opgave(3, 'waiting', [item(20)]),
    ],
    current: at(2),
    published: [...published, differing(14)],
    lists: { ...lists, differ: ['item-14', 'item-1'] },
    discussion: [point(14), ...discussion],
    ...changes,
  });
}

const decided = (point: PointView, order: string[], version = 8) =>
  act(() => line.tell('discussion', { session: talk().session, version, point, order }));
const moved = (current: Current) => act(() => line.tell('snapshot', talk({ version: 8, current })));
/** So much later that a click is no part of a double click. */
const later = () => vi.setSystemTime(Date.now() + 2000);
const order = () =>
  [...document.querySelectorAll('.conversation__points .results__punt strong')].map((number) => number.textContent);
const lineOf = (number: number) => {
  const found = [...document.querySelectorAll<HTMLElement>('.results__line')];
  const line = found.find((one) => one.querySelector('.results__punt strong')?.textContent === String(number));
  if (!line) throw new Error(`punt ${number} is not on the page`);
  return line;
};

describe("'bespreek dit'", () => {
  it('tells how many ask for a punt, with its sentence', async () => {
    await show(talk());
    const list = screen.getByRole('heading', { name: '1 bespreek dit' }).closest('section') as HTMLElement;
    expect(list).toHaveTextContent('Tekst van punt 2');
    expect(list).toHaveTextContent('4 mensen willen dit bespreken');
    expect(list).toHaveTextContent('Wij zien hier geen duidelijk verschil.');
  });

  it('counts no zero: nobody asked, or too few to show', async () => {
    await show(talk({ lists: { ...NO_LISTS, differ: ['item-1'], ranking: ['item-1'] } }));
    expect(screen.getByRole('heading', { name: 'bespreek dit' })).toBeInTheDocument();
    expect(screen.getByText('Niemand vroeg om een punt, of te weinig mensen om te tonen.')).toBeInTheDocument();
  });
});

describe('a punt', () => {
  it.each<[string, string, PointView[], string[], object]>([
    ['is pinned', 'Vastzetten punt 1', [], ['Vastgezet'], { item: 'item-1', choice: 'pin' }],
    ['is skipped', 'Overslaan punt 1', [], ['Overgeslagen'], { item: 'item-1', choice: 'skip' }],
    ['is added', 'Toevoegen punt 8', [], ['Toegevoegd'], { item: 'item-8', choice: 'add' }],
    ['is unpinned', 'Losmaken punt 1', [point(1, { choice: 'pin' })], [], { item: 'item-1', choice: 'clear' }],
    ['is put back', 'Terugzetten punt 1', [point(1, { choice: 'skip' })], [], { item: 'item-1', choice: 'clear' }],
    ['is taken away', 'Weghalen punt 8', [point(8, { choice: 'add' })], [], { item: 'item-8', choice: 'clear' }],
  ])('%s by one button', async (_, name, discussion, marks, op) => {
    const container = await show(talk({ discussion }));
    const rest = screen.queryByText('Nog 1 punt zonder bijzonderheden');
    if (rest) await userEvent.click(rest);
    await click(name);
    expect(line.choices).toEqual([{ ...op, op: expect.any(String) as string }]);
    const { item: id, choice } = op as { item: string; choice: string };
    await decided(point(Number(id.slice(5)), { choice: choice === 'clear' ? null : (choice as 'pin') }), [
      'item-1',
      'item-2',
      id,
    ]);
    const found = [...lineOf(Number(id.slice(5))).querySelectorAll('.why__mark')];
    expect(found.map((mark) => mark.textContent.split(' ')[0])).toEqual(marks);
    await expectAccessible(container);
  });

  it('is decided about once by a double click', async () => {
    await show(talk());
    line.chosen = () => {
      void decided(point(1, { choice: 'pin' }), ['item-1', 'item-2']);
      return { ok: true, version: 8 };
    };
    await userEvent.dblClick(screen.getByRole('button', { name: 'Vastzetten punt 1' }));
    expect(line.choices.map((op) => op.choice)).toEqual(['pin']);
  });

  it('keeps focus on the button that takes the choice back', async () => {
    await show(talk());
    await click('Vastzetten punt 1');
    await decided(point(1, { choice: 'pin' }), ['item-1', 'item-2']);
    expect(screen.getByRole('button', { name: 'Losmaken punt 1' })).toHaveFocus();
  });

  it('says beside its buttons why the server refused, and can be tried again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    line.chosen = () => ({ ok: false, code: 'not_now', message: 'Van dit punt is nog geen uitslag.' });
    const container = await show(talk());
    await click('Vastzetten punt 1');
    expect(within(lineOf(1)).getByRole('alert')).toHaveTextContent('Van dit punt is nog geen uitslag.');
    await expectAccessible(container);
    later();
    line.chosen = () => ({ ok: true, version: 8 });
    await click('Vastzetten punt 1');
    expect(line.choices).toHaveLength(2);
    await waitFor(() => expect(within(lineOf(1)).queryByRole('alert')).toBeNull());
  });

  it('says that there was no answer', async () => {
    line.chosen = () => ({ ok: false, code: 'no_answer', message: '' });
    await show(talk());
    await click('Vastzetten punt 1');
    expect(within(lineOf(1)).getByRole('alert')).toHaveTextContent(/gaf geen antwoord. Kijk of uw keuze er staat/);
  });

  it('says that there is no connection, and asks nothing', async () => {
    await show(talk());
    await act(() => line.cut());
    await click('Vastzetten punt 1');
    expect(within(lineOf(1)).getByRole('alert')).toHaveTextContent(/^Er is geen verbinding\. Kiezen kan weer/);
    expect(line.choices).toEqual([]);
  });

  it('does not stop the next step by being pinned, and does not close a question', async () => {
    await show(talk());
    await click('Sluit de bijeenkomst');
    await decided(point(1, { choice: 'pin' }), ['item-1', 'item-2']);
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    await click('Nog niet sluiten');
    await click('Volgende opgave: 2');
    expect(line.steps.map((op) => [op.step, op.expect])).toEqual([['next', 8]]);
  });

  it('is decided about before the step that is asked after it', async () => {
    await show(talk());
    let answer: () => void = () => undefined;
    line.chosen = () =>
      new Promise((resolve) => {
        answer = () => resolve({ ok: true, version: 8 });
      });
    await click('Vastzetten punt 1');
    await click('Volgende opgave: 2');
    expect(line.steps).toEqual([]);
    await decided(point(1, { choice: 'pin' }), ['item-1', 'item-2']);
    answer();
    await waitFor(() => expect(line.steps.map((op) => op.expect)).toEqual([8]));
  });

  it('has no buttons any more once the session is closed', async () => {
    await show(talk({ state: 'closed', discussion: [point(1, { choice: 'pin' })] }));
    expect(screen.getByText('Vastgezet')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /punt \d/ })).toBeNull();
  });
});

describe('what the scherm shows', () => {
  const views = () => within(screen.getByRole('group', { name: 'Kies wat het scherm toont' })).getAllByRole('button');

  it('is said in words and marked, and is another by one click', async () => {
    const container = await show(talk());
    expect(screen.getByText('Op het scherm: de uitkomst')).toBeInTheDocument();
    expect(views().map((one) => [one.textContent, one.getAttribute('aria-pressed')])).toEqual([
      ['Uitkomst', 'true'],
      ['Lijsten', 'false'],
      ['Plattegrond', 'false'],
      ['Alle opgaven tot nu toe', 'false'],
    ]);
    await expectAccessible(container);
    await userEvent.dblClick(screen.getByRole('button', { name: 'Lijsten' }));
    expect(line.steps.map(({ step, view, expect: version }) => [step, view, version])).toEqual([['show', 'lists', 7]]);
    await moved({ ...at(1), view: 'lists' });
    expect(screen.getByText('Op het scherm: de lijsten')).toBeInTheDocument();
  });

  it('is no plattegrond of an opgave with kansen only, and not all of a single opgave', async () => {
    await show(talk({ opgaven: [opgave(1, 'revealed', [item(1), item(2)])] }));
    expect(views().map((one) => one.textContent)).toEqual(['Uitkomst', 'Lijsten']);
    expect(screen.queryByText('Plattegrond')).toBeNull();
  });

  it('can be one punt, and goes back to what it was before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await show(talk({ current: { ...at(1), view: 'lists' } }));
    await userEvent.click(within(lineOf(1)).getByRole('button', { name: 'Op het scherm punt 1' }));
    expect(line.steps.map(({ step, item: id }) => [step, id])).toEqual([['show', 'item-1']]);
    await moved(at(1, 'item-1'));
    expect(screen.getByText('Op het scherm: punt 1')).toBeInTheDocument();
    expect(lineOf(1)).toHaveTextContent('Nu op het scherm');
    expect(views().map((one) => one.getAttribute('aria-pressed'))).not.toContain('true');
    later();
    await userEvent.click(within(lineOf(1)).getByRole('button', { name: 'Van het scherm af punt 1' }));
    expect(line.steps[1]).toMatchObject({ step: 'show', view: 'lists' });
  });

  it('cannot be chosen in a pause; punten can', async () => {
    await show(talk({ state: 'paused' }));
    expect(screen.queryByRole('button', { name: /^Op het scherm/ })).toBeNull();
    expect(screen.queryByRole('group', { name: 'Kies wat het scherm toont' })).toBeNull();
    await click('Vastzetten punt 1');
    expect(line.choices).toHaveLength(1);
  });

  it('says beside its buttons that somebody else was first', async () => {
    line.answer = () => ({ ok: false, code: 'stale_version', message: 'Oud', version: 9 });
    await show(talk());
    await click('Lijsten');
    expect(await screen.findByRole('alert')).toHaveTextContent(/^Dit was al gedaan/);
  });
});

describe("'wat bespreken we?'", () => {
  it('has the punten in the order of the server, and why each is there', async () => {
    const discussion: PointView[] = [point(1, { choice: 'pin' }), point(2), point(8, { choice: 'add' })];
    const container = await show(talk({ discussion }));
    await click('Wat bespreken we?');
    expect(order()).toEqual(['1', '2', '8']);
    expect([...container.querySelectorAll('.why')].map((why) => why.textContent)).toEqual([
      'Vastgezetgroepen verschillen',
      '4 mensen willen dit bespreken',
      'Toegevoegd door de spelleider',
    ]);
    await expectAccessible(container);
  });

  it('keeps what is skipped apart, folded, with a way back', async () => {
    await show(talk());
    await click('Wat bespreken we?');
    await click('Overslaan punt 2');
    await decided(point(2, { choice: 'skip' }), ['item-1', 'item-2']);
    expect(order()).toEqual(['1']);
    await waitFor(() => expect(screen.getByRole('heading', { name: 'De volgorde voor het gesprek' })).toHaveFocus());
    const fold = screen.getByText('1 punt overgeslagen').closest('details') as HTMLElement;
    expect(within(fold).getByText('Terugzetten')).toBeInTheDocument();
  });

  it('says how to begin when there is nothing to talk about', async () => {
    await show(talk({ lists: NO_LISTS, discussion: [] }));
    await click('Wat bespreken we?');
    expect(screen.getByText(/^Er zijn nog geen punten om te bespreken/)).toBeInTheDocument();
  });

  it('is about the present opgave, or about all so far, each with its opgave', async () => {
    await show(twoOpgaven());
    await click('Wat bespreken we?');
    expect(order()).toEqual(['14']);
    const scope = within(screen.getByRole('group', { name: 'Over welke opgaven' }));
    await userEvent.click(scope.getByRole('button', { name: 'Alle opgaven' }));
    expect(order()).toEqual(['14', '2', '1']);
    expect(lineOf(14)).toHaveTextContent('Opgave 2: Opgave 2');
  });

  it('tells on demand who chose what and when, and anew after each choice', async () => {
    const container = await show(talk());
    await click('Wat bespreken we?');
    const asks = () => asked.filter(({ call }) => call === `GET ${PATH}/choices`).length;
    expect(asks()).toBe(0);
    await userEvent.click(screen.getByText('Wie koos wat'));
    expect(await screen.findByText('Punt 1: vastgezet door Anna, 19.42 uur')).toBeInTheDocument();
    await expectAccessible(container);
    await decided(point(2, { choice: 'skip' }), ['item-1', 'item-2']);
    await waitFor(() => expect(asks()).toBe(2));
  });
});

describe('all opgaven together', () => {
  it('are in the same lists, each line with its opgave', async () => {
    const container = await show(twoOpgaven());
    await click('Alle opgaven');
    expect(screen.getByText('Over 2 van de 4 punten denken de groepen echt anders')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: '2 groepen verschillen' })).toBeInTheDocument();
    expect(lineOf(1)).toHaveTextContent('Opgave 1: Opgave 1');
    await expectAccessible(container);
  });

  it('show five of a long list at once, and the others when asked', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    const ids = numbers.map((number) => `item-${number}`);
    const lists = { ...NO_LISTS, differ: ids, ranking: ids };
    const opgaven = [
      opgave(
        1,
        'revealed',
        numbers.map((number) => item(number)),
      ),
      opgave(2, 'revealed', []),
    ];
    await show(talk({ opgaven, published: numbers.map((number) => differing(number)), lists }));
    await click('Alle opgaven');
    const list = screen.getByRole('heading', { name: '7 groepen verschillen' }).closest('section') as HTMLElement;
    expect(list.querySelectorAll(':scope > ol > li')).toHaveLength(5);
    expect(within(list).getByText('Toon nog 2 punten')).toBeInTheDocument();
  });

  it('can be looked at while the next opgave is scored', async () => {
    const opgaven = [opgave(1, 'revealed', [item(1), item(2), item(8)]), opgave(2, 'scoring', [item(14)])];
    await show(talk({ opgaven, current: at(2) }));
    await click('Alle opgaven');
    expect(screen.getByRole('heading', { name: '1 groepen verschillen' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Op het scherm/ })).toBeNull();
  });

  it('come first after the close, and can be taken along', async () => {
    const container = await show(talk({ state: 'closed' }));
    expect(screen.getByRole('button', { name: 'Alle opgaven', pressed: true })).toBeInTheDocument();
    const address = `/api/v1${PATH}/results`;
    expect(screen.getByRole('link', { name: 'tabel (CSV)' })).toHaveAttribute('href', `${address}?format=csv`);
    expect(screen.getByRole('link', { name: 'alle gegevens, voor onderzoekers (JSON)' })).toHaveAttribute(
      'href',
      address,
    );
    await click('Per opgave');
    expect(screen.getByText('Opgave 1: Opgave 1')).toBeInTheDocument();
    await expectAccessible(container);
  });

  it('are not there before the first reveal', async () => {
    await show(talk({ state: 'paused', opgaven: [opgave(1, 'scoring', [item(1)])], published: [] }));
    expect(screen.queryByRole('button', { name: 'Alle opgaven' })).toBeNull();
  });
});

it('the plattegrond of an opgave is drawn when asked', async () => {
  const container = await show(talk());
  expect(screen.queryByRole('figure')).toBeNull();
  fireEvent.click(screen.getByText('Plattegrond', { selector: 'summary' }));
  await waitFor(() => expect(screen.getByRole('figure')).toHaveTextContent(/kansen benut/i));
  await expectAccessible(container);
});
