import { act, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress, Snapshot } from '../shared/api/types';
import {
  at,
  firstStep,
  movedOn,
  opgave,
  ownPace,
  revealed,
  scoring,
  snapshot,
  point,
} from '../shared/charts/testing/makers';
import { expectAccessible } from '../shared/testing/axe';
import type { Line } from '../shared/testing/line';
import { click, leave, PATH, stand, type Stand } from './testing/stand';

let line: Line;
let show: Stand['show'];
let tables: { id: string; number: number; revoked: boolean }[];

beforeEach(() => {
  tables = [];
  ({ line, show } = stand({
    [`GET ${PATH}/participants`]: () => ({ participants: [] }),
    [`GET ${PATH}/tables`]: () => ({ tables }),
    [`POST ${PATH}/tables`]: () => {
      tables = [{ id: 't', number: 1, revoked: false }];
      return { ...tables[0], url: 'https://wijk.example/voorbeeldstad/tafel/abc' };
    },
    [`GET ${PATH}/papers`]: () => ({ entries: [] }),
  }));
});

afterEach(() => {
  vi.useRealTimers();
  leave();
});

const taken = () => line.steps.map(({ step, opgave: about }) => [step, about]);
const told = (words: string) => screen.findByText(words, { selector: '.step-bar *' });
const everybody: Progress = {
  ...snapshot().progress,
  items: Object.fromEntries(
    [1, 2, 8].map((number) => [`item-${number}`, { bewoner: 25, wijkpartner: 10, ambtenaar: 5 }]),
  ),
  ready: { bewoner: [25, 25], wijkpartner: [10, 10], ambtenaar: [5, 5] },
};

describe('two spelleiders', () => {
  const anna = { name: 'Anna', me: false };

  it('the second sees who leads, and can only take over', async () => {
    const container = await show(scoring({ leading: anna }));
    expect(await told('Anna leidt nu. Overnemen?')).toBeInTheDocument();
    const button = screen.getByRole('button', { name: 'Toon de resultaten' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/Neem eerst over/);
    await userEvent.click(button);
    expect(line.steps).toEqual([]);
    await click('Overnemen');
    expect(taken()).toEqual([['lead', undefined]]);
    await expectAccessible(container);
  });

  it('focus goes to the step that can be taken once it was taken over', async () => {
    await show(scoring({ leading: anna }));
    await click('Overnemen');
    await act(() => line.tell('snapshot', scoring({ version: 8, leading: { name: 'Bert', me: true } })));
    expect(screen.queryByText(/leidt nu/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Toon de resultaten' })).toHaveFocus();
  });

  it('the first sees that somebody took over, and a question that was open goes away', async () => {
    await show(scoring({ leading: { name: 'Anna', me: true } }));
    await click('Sluit de bijeenkomst');
    await screen.findByRole('dialog');
    await act(() => line.tell('snapshot', scoring({ version: 8, leading: { name: 'Bert', me: false } })));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await told('Bert leidt nu. Overnemen?')).toBeInTheDocument();
  });

  it('a stale click says who was first, and does nothing', async () => {
    await show(snapshot());
    await act(() => line.tell('snapshot', snapshot({ state: 'running', version: 8, leading: anna })));
    await act(() => line.tell('snapshot', snapshot({ state: 'running', version: 8, leading: { ...anna, me: true } })));
    await click('Open opgave 1');
    expect(line.steps).toEqual([]);
    expect(await told('Dit was al gedaan. Uw klik deed niets. U ziet nu de nieuwe stand.')).toBeInTheDocument();
    await act(() => line.tell('snapshot', snapshot({ state: 'running', version: 8, leading: anna })));
    expect(
      await told('Dit was al gedaan door Anna. Uw klik deed niets. U ziet nu de nieuwe stand.'),
    ).toBeInTheDocument();
  });

  it('says in the words of the server that somebody else leads', async () => {
    line.answer = () => ({ ok: false, code: 'not_leading', message: 'Anna leidt nu.' });
    await show(snapshot());
    await click('Begin');
    expect(await told('Anna leidt nu.')).toBeInTheDocument();
  });

  it('the second has no buttons for the scherm, and none to score again', async () => {
    await show(revealed({ leading: anna }));
    expect(screen.getByText('Op het scherm: de uitkomst')).toBeInTheDocument();
    expect(screen.queryByRole('group', { name: 'Kies wat het scherm toont' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Op het scherm/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Opnieuw scoren/ })).toBeNull();
    expect(screen.queryByText('Opnieuw scoren of opnieuw beginnen')).toBeNull();
  });
});

describe('a second round', () => {
  it('is asked for at a punt that is talked about, and begins after a question', async () => {
    await show(revealed());
    expect(screen.queryByRole('button', { name: /^Opnieuw scoren na het gesprek/ })).toBeNull();
    await click('Wat bespreken we?');
    const buttons = screen.getAllByRole('button', { name: /^Opnieuw scoren na het gesprek/ });
    expect(buttons.map((one) => one.textContent)).toEqual(['Opnieuw scoren na het gesprek punt 1']);
    await userEvent.click(buttons[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'Punt 1 opnieuw laten scoren?' });
    expect(line.steps).toEqual([]);
    expect(dialog).toHaveTextContent('In de lijsten telt daarna de laatste ronde.');
    await click('Laat opnieuw scoren');
    await waitFor(() => expect(line.steps).toHaveLength(1));
    expect(line.steps[0]).toMatchObject({ step: 'again', item: 'item-1' });
    expect(line.steps[0]).not.toHaveProperty('opgave');
  });

  it('of all punten waits in a fold, and says that the first result stays', async () => {
    const container = await show(revealed());
    await userEvent.click(screen.getByText('Opnieuw scoren of opnieuw beginnen'));
    expect(screen.getByText(/^De eerste uitkomst blijft bewaard\. In de lijsten telt/)).toBeInTheDocument();
    await expectAccessible(container);
    await click('Alle punten opnieuw scoren na het gesprek');
    const dialog = await screen.findByRole('dialog', { name: 'Alle punten van opgave 1 opnieuw laten scoren?' });
    expect(dialog).not.toHaveTextContent('Kaarten van de eerste ronde');
    await expectAccessible(container);
    await click('Niet opnieuw scoren');
    expect(taken()).toEqual([]);
    await click('Alle punten opnieuw scoren na het gesprek');
    await click('Laat opnieuw scoren');
    expect(taken()).toEqual([['again', 1]]);
  });

  it('says beforehand that cards of the first round do not count in it', async () => {
    tables = [{ id: 't', number: 1, revoked: false }];
    await show(revealed());
    await userEvent.click(screen.getByText('Opnieuw scoren of opnieuw beginnen'));
    await click('Alle punten opnieuw scoren na het gesprek');
    expect(await screen.findByText(/^Kaarten van de eerste ronde tellen nu niet mee/)).toBeInTheDocument();
  });

  it('is no second round where nothing was ever shown: it began again', async () => {
    const { opgaven } = scoring();
    await show(scoring({ opgaven: opgaven.map((one) => ({ ...one, round: one.number === 1 ? 2 : 1 })) }));
    expect(screen.getByText('Opgave 1: Opgave 1: opnieuw begonnen')).toBeInTheDocument();
    expect(screen.getByText(/^De antwoorden van eerst tellen niet mee/)).toBeInTheDocument();
    expect(screen.queryByText(/eerste uitkomst|ronde 2/)).toBeNull();
  });

  it('is what the scherm shows first, and says so', async () => {
    await show(movedOn());
    expect(screen.getByText('Op het scherm: wat het gesprek veranderde')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Na het gesprek' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.queryByRole('button', { name: 'Uitkomst' })).toBeNull();
  });

  it('asks the one punt, in words that make plain what it is', async () => {
    const { opgaven, published } = revealed();
    const [first, ...others] = opgaven;
    const one = { ...(first ?? opgave(1, 'scoring', [])), state: 'scoring' as const, round: 2, only: 'item-1' };
    const container = await show(scoring({ opgaven: [one, ...others], published, progress: everybody }));
    expect(screen.getByRole('heading', { level: 2, name: 'Opnieuw scoren: punt 1' })).toBeInTheDocument();
    expect(screen.getByText(/^De eerste uitkomst blijft bewaard\. Na het tonen/)).toBeInTheDocument();
    expect(screen.getByText('nu open (ronde 2)')).toBeInTheDocument();
    await expectAccessible(container);
  });

  it('shows what the conversation moved', async () => {
    const container = await show(movedOn());
    const moved = screen.getByRole('region', { name: 'Wat veranderde het gesprek?' });
    expect(moved).toHaveTextContent('Het gesprek heeft iets veranderd');
    expect(moved).toHaveTextContent('De groepen staan dichter bij elkaar.');
    expect(moved).toHaveTextContent('De eerste uitkomst blijft bewaard.');
    await expectAccessible(container);
  });
});

describe('beginning again', () => {
  it('says beforehand what is taken back and what stays', async () => {
    const container = await show(revealed());
    await userEvent.click(screen.getByText('Opnieuw scoren of opnieuw beginnen'));
    await click('Begin opnieuw met deze opgave');
    const dialog = await screen.findByRole('dialog', { name: 'Opnieuw beginnen met opgave 1?' });
    expect(dialog).toHaveTextContent('De uitkomst wordt teruggenomen.');
    expect(dialog).not.toHaveTextContent('logboek');
    expect(line.steps).toEqual([]);
    await expectAccessible(container);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Begin opnieuw' }));
    expect(taken()).toEqual([['restart', 1]]);
  });

  it('takes nothing back where nothing was shown', async () => {
    await show(scoring());
    await userEvent.click(screen.getByText('Opnieuw beginnen'));
    expect(screen.queryByRole('button', { name: /^Alle punten opnieuw/ })).toBeNull();
    await click('Begin opnieuw met deze opgave');
    expect(await screen.findByRole('dialog')).not.toHaveTextContent('teruggenomen');
  });

  it('moves focus to what the room does now, when its button went away', async () => {
    line.answer = (op) => ({ ok: true, version: op.expect + 1 });
    await show(revealed({ discussion: [point(1, { choice: 'pin' })] }));
    await userEvent.click(screen.getByRole('button', { name: /^Opnieuw scoren na het gesprek/ }));
    await click('Laat opnieuw scoren');
    await act(() => line.tell('snapshot', scoring({ version: 8 })));
    await waitFor(() => expect(screen.getByRole('heading', { level: 2, name: 'Opgave 1' })).toHaveFocus());
  });
});

describe('the timer', () => {
  const timed = (seconds: number): Snapshot =>
    scoring({ current: { ...at(1), deadline: new Date(Date.now() + seconds * 1000).toISOString() } });

  it('starts with the planned minutes, and a minute can be added', async () => {
    await show(scoring());
    await click('Timer starten: 1 minuut');
    expect(line.steps[0]).toMatchObject({ step: 'timer', minutes: 1 });
    await act(() => line.tell('snapshot', { ...timed(125), version: 8 }));
    await act(() => new Promise((resolve) => setTimeout(resolve, 550)));
    await click('1 minuut erbij');
    await waitFor(() => expect(line.steps[1]).toMatchObject({ step: 'timer', minutes: 3 }));
  });

  it('counts down in words, says one minute and the end aloud, and closes nothing', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const container = await show(timed(90));
    const timer = screen.getByRole('timer');
    expect(timer.textContent).toMatch(/^Nog 1:[123]\d$/);
    expect(timer).not.toHaveAttribute('aria-live');
    const pass = (milliseconds: number) =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(milliseconds);
      });
    await pass(32_000);
    await pass(500);
    expect(screen.getByText('Nog één minuut')).toHaveAttribute('role', 'status');
    await pass(60_000);
    await pass(500);
    expect(timer).toHaveTextContent('De tijd is om. Antwoorden kan nog.');
    expect(screen.getByRole('status')).toHaveTextContent('De tijd is om. Antwoorden kan nog.');
    expect(line.steps).toEqual([]);
    vi.useRealTimers();
    await expectAccessible(container);
  });

  it('can be stopped', async () => {
    await show(timed(30));
    await click('Stop de timer');
    expect(line.steps[0]).toMatchObject({ step: 'timer', minutes: 0 });
  });
});

describe('everybody at an own pace', () => {
  it('shows how far each opgave is, and until when', async () => {
    const { progress } = snapshot();
    const items = { 'item-1': { bewoner: 20 }, 'item-14': { ambtenaar: 5 } };
    const container = await show(ownPace({ progress: { ...progress, items } }));
    expect(
      screen.getByRole('heading', { level: 2, name: 'Iedereen geeft antwoord in eigen tempo' }),
    ).toBeInTheDocument();
    const panel = screen.getByRole('region', { name: 'Nu open voor iedereen' });
    expect(panel).toHaveTextContent(/Open tot \d\d\.\d\d uur/);
    expect(panel).toHaveTextContent(/Opgave 1: Opgave 1.*20 van 75 antwoorden.*Opgave 2: Opgave 2.*5 van 5 antwoorden/);
    expect(screen.getByText('Klaar met alle opgaven die nu open zijn')).toBeInTheDocument();
    await expectAccessible(container);
  });

  it('can last longer', async () => {
    await show(ownPace());
    await click('15 minuten erbij');
    expect(line.steps[0]).toMatchObject({ step: 'extend', minutes: 15 });
  });

  it('asks before an opgave is closed early by showing it', async () => {
    await show(ownPace({ progress: everybody }));
    const panel = screen.getByRole('region', { name: 'Nu open voor iedereen' });
    await userEvent.click(within(panel).getByRole('button', { name: 'Toon de resultaten van opgave 1' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/Deze opgave staat nog open tot \d\d\.\d\d uur\. Tonen sluit haar nu\./);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Toon de resultaten' }));
    expect(taken()).toEqual([['reveal', 1]]);
  });

  it('leads the room from opgave to opgave in mixed pace', async () => {
    await show(ownPace({ pace: 'mixed' }));
    await click('Doe opgave 1 samen');
    expect(taken()).toEqual([['open', 1]]);
  });

  it('says when the time is over', async () => {
    await show(ownPace({ own_until: new Date(Date.now() - 60_000).toISOString() }));
    expect(screen.getByText(/^De tijd is om, sinds \d\d\.\d\d uur\./)).toBeInTheDocument();
  });
});

/** What comes out of a last reveal may hold points: why they wait is asked beforehand. */
const leaveForLater = (dialog: HTMLElement): Promise<void> =>
  userEvent.click(within(dialog).getByRole('button', { name: 'Vanavond is er geen tijd meer voor.' }));

describe('closing with something open', () => {
  it('asks of each what to do, keeps it hidden unless told, and shows first what is chosen', async () => {
    const container = await show(ownPace());
    await click('Sluit de bijeenkomst');
    const dialog = await screen.findByRole('dialog', { name: 'De bijeenkomst sluiten?' });
    const hide = within(dialog).getAllByRole('radio', { name: 'Verborgen bewaren' });
    expect(hide).toHaveLength(2);
    hide.forEach((one) => expect(one).toBeChecked());
    await expectAccessible(container);
    const second = within(dialog).getByRole('group', { name: /Opgave 2/ });
    await userEvent.click(within(second).getByRole('radio', { name: 'Eerst tonen' }));
    await leaveForLater(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluit de bijeenkomst' }));
    await waitFor(() =>
      expect(taken()).toEqual([
        ['reveal', 2],
        ['close', undefined],
      ]),
    );
    expect(line.steps.map(({ expect: version }) => version)).toEqual([7, 8]);
  });

  it('shows what the room scores together first, after a pause is over', async () => {
    const [first, second] = ownPace().opgaven;
    const opgaven = [first, { ...second, own: false }] as Snapshot['opgaven'];
    await show(ownPace({ state: 'paused', opgaven, current: at(2) }));
    await click('Sluit de bijeenkomst');
    const dialog = await screen.findByRole('dialog');
    for (const radio of within(dialog).getAllByRole('radio', { name: 'Eerst tonen' })) await userEvent.click(radio);
    await leaveForLater(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluit de bijeenkomst' }));
    await waitFor(() => expect(taken().map(([step]) => step)).toEqual(['resume', 'reveal', 'reveal', 'close']));
    expect(taken().slice(1, 3)).toEqual([
      ['reveal', 2],
      ['reveal', 1],
    ]);
  });

  it('does not close when showing was refused', async () => {
    line.answer = (op) =>
      op.step === 'reveal'
        ? { ok: false, code: 'not_now', message: 'Dat kan nu niet.' }
        : { ok: true, version: op.expect + 1 };
    await show(ownPace());
    await click('Sluit de bijeenkomst');
    const dialog = await screen.findByRole('dialog');
    for (const radio of within(dialog).getAllByRole('radio', { name: 'Eerst tonen' })) await userEvent.click(radio);
    await leaveForLater(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluit de bijeenkomst' }));
    expect(await told('Dat kan nu niet.')).toBeInTheDocument();
    expect(taken().map(([step]) => step)).toEqual(['reveal']);
  });
});

describe('the ten waarden', () => {
  it('have a result of their own, with the way on', async () => {
    const container = await show(firstStep());
    expect(screen.getByRole('heading', { level: 2, name: 'Waar staan we met de eerste stap?' })).toBeInTheDocument();
    const strong = screen.getByRole('heading', { name: 'Sterk: dit herkennen we' }).parentElement;
    expect(strong).toHaveTextContent('Samenwerking');
    expect(container.textContent).not.toContain('Opgave 0');
    await expectAccessible(container);
    await click('Open opgave 1');
    expect(taken()).toEqual([['next', undefined]]);
  });

  it('can be passed over before they begin', async () => {
    const { opgaven } = firstStep();
    await show(
      firstStep({ opgaven: opgaven.map((one) => ({ ...one, state: 'waiting' })), current: at(null), published: [] }),
    );
    expect(screen.getByRole('button', { name: 'Open de tien waarden' })).toBeInTheDocument();
    await click('Meteen naar opgave 1');
    expect(taken()).toEqual([['open', 1]]);
  });
});

describe('a trial', () => {
  it('is wiped from its cockpit, after a question; a session that is no trial is not', async () => {
    await show(snapshot({ trial: true }));
    await click('Wis de proef');
    const dialog = await screen.findByRole('dialog', { name: 'De proef wissen?' });
    expect(dialog).toHaveTextContent('De echte bijeenkomst blijft.');
    await click('Niet wissen');
    await act(() => line.tell('snapshot', snapshot({ version: 9, trial: false })));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Wis de proef' })).toBeNull());
    expect(screen.getByRole('link', { name: 'Alle bijeenkomsten' })).toHaveAttribute('href', '/voorbeeldstad/beheer');
  });
});

describe('paper', () => {
  it('is counted with the phones, and asked about before the reveal', async () => {
    const paper = { 'item-1': { bewoner: 3 } };
    const ready = { ...everybody.ready, bewoner: [22, 22] };
    const container = await show(scoring({ progress: { ...everybody, paper, ready } }));
    expect(screen.getByText('25 van 25 klaar')).toBeInTheDocument();
    expect(screen.getByText('waarvan 3 op papier')).toBeInTheDocument();
    await click('Toon de resultaten');
    expect(await screen.findByRole('dialog', { name: 'De resultaten tonen?' })).toHaveTextContent(
      'Is alle papier ingevoerd? Papier dat later komt, telt niet meer mee.',
    );
    await expectAccessible(container);
  });

  it('is asked about when a tafel can type it, even if nothing came yet', async () => {
    tables = [{ id: 't', number: 1, revoked: false }];
    await show(scoring({ progress: everybody }));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    await click('Toon de resultaten');
    expect(await screen.findByRole('dialog')).toHaveTextContent('Is alle papier ingevoerd?');
    expect(line.steps).toEqual([]);
  });

  it('is asked about as soon as a link for a tafel was made', async () => {
    await show(scoring({ progress: everybody }));
    await userEvent.click(screen.getByText('Papier', { selector: 'summary' }));
    await click('Maak een link voor een vrijwilliger');
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Sluiten' }));
    await click('Toon de resultaten');
    expect(await screen.findByRole('dialog')).toHaveTextContent('Is alle papier ingevoerd?');
  });

  it('is not asked about where there is none', async () => {
    tables = [{ id: 't', number: 1, revoked: true }];
    await show(scoring({ progress: everybody }));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    await click('Toon de resultaten');
    expect(taken().map(([step]) => step)).toEqual(['reveal']);
  });
});

it('draws bars that move where the session chose so, and none where it did not', async () => {
  const bar = { answered: 6, counts: [1, 2, 1, 0, 2, 0], waiting: 4 };
  const bars = { session: snapshot().session, step: 1, items: { 'item-1': { bewoner: bar } } };
  const container = await show(scoring({ open_bars: true, bars }));
  expect(screen.getByText(/4 antwoorden staan er nog niet bij/)).toBeInTheDocument();
  const button = screen.getByRole('button', { name: 'Toon de resultaten' });
  button.focus();
  const grown = { ...bar, answered: 10, counts: [1, 2, 3, 2, 2, 0], waiting: 0 };
  await act(() => line.tell('bars', { ...bars, step: 2, items: { 'item-1': { bewoner: grown } } }));
  expect(screen.queryByText(/staan er nog niet bij/)).toBeNull();
  expect(button).toHaveFocus();
  await expectAccessible(container);
  await act(() => line.tell('snapshot', scoring({ version: 8, open_bars: false, bars })));
  expect(screen.queryByText('De antwoorden tot nu toe')).toBeNull();
});
