import { act, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GroupName, ParticipantRow, Presence, Progress, Snapshot } from '../shared/api/types';
import { at, NO_LISTS, opgave, item, result, revealed, scoring, snapshot } from '../shared/charts/testing/makers';
import { expectAccessible } from '../shared/testing/axe';
import type { Line } from '../shared/testing/line';
import { click, leave, PATH, stand, type Stand } from './testing/stand';

const PERSON: ParticipantRow = {
  id: 'p1',
  label: 'Wijkpartner 03',
  group: 'wijkpartner',
  confirmed: false,
  connected: true,
  removed: false,
  rehearsal: false,
  via: 'code',
};

let line: Line;
let asked: Stand['asked'];
let show: Stand['show'];

beforeEach(() => {
  ({ line, asked, show } = stand({
    [`GET ${PATH}/participants`]: () => ({ participants: [PERSON] }),
    [`PATCH ${PATH}/participants/p1`]: (body) => ({ ...PERSON, confirmed: true, ...(body as object) }),
    [`PATCH ${PATH}/door`]: (body) => body,
    [`POST ${PATH}/screens`]: () => ({ url: 'https://wijk.example/voorbeeldstad/scherm/abc' }),
  }));
});

afterEach(leave);

const primaries = (container: Element) =>
  [...container.querySelectorAll('.cockpit .nl-button--primary')].map((button) => button.textContent);
/** So many bewoners are ready of 25, and everybody of the other groups; so many answers are in of each group. */
const progress = (bewoner: number, answers = { bewoner: 22, wijkpartner: 10, ambtenaar: 5 }): Progress => ({
  ...snapshot().progress,
  items: { 'item-1': answers },
  ready: { bewoner: [bewoner, 25], wijkpartner: [10, 10], ambtenaar: [5, 5] },
});
const unconfirmed = (n: number): Presence => {
  const { presence } = snapshot();
  return { ...presence, groups: { ...presence.groups, wijkpartner: { joined: 10, connected: 10, unconfirmed: n } } };
};
/** What the step bar says; the live region says it as well, a moment later. */
const told = (words: string) => screen.findByText(words, { selector: '.step-bar *' });

describe('the present step', () => {
  it.each<[string, Snapshot, string[]]>([
    ['lobby', snapshot(), ['Begin']],
    ['begun', snapshot({ state: 'running' }), ['Open opgave 1']],
    ['scoring', scoring(), ['Toon de resultaten']],
    ['revealed', revealed(), ['Volgende opgave: 2']],
    ['paused', revealed({ state: 'paused' }), ['Ga verder']],
    ['last', revealed({ opgaven: [opgave(1, 'revealed', [item(1)])] }), ['Sluit de bijeenkomst']],
    ['closed', revealed({ state: 'closed' }), []],
  ])('has one primary button: %s', async (_, shown, expected) => {
    const container = await show(shown);
    expect(primaries(container)).toEqual(expected);
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    await expectAccessible(container);
  });

  it('takes the step on the version that was seen, once, also by a double click', async () => {
    await show(snapshot());
    await userEvent.dblClick(screen.getByRole('button', { name: 'Begin' }));
    expect(line.steps.map(({ step, expect: version }) => [step, version])).toEqual([['start', 7]]);
  });

  it('opens the opgave that its button names', async () => {
    await show(snapshot({ state: 'running' }));
    await click('Open opgave 1');
    expect(line.steps[0]).toMatchObject({ step: 'open', opgave: 1 });
  });

  it('says that somebody else was first', async () => {
    line.answer = () => ({ ok: false, code: 'stale_version', message: 'Oud', version: 9 });
    await show(snapshot());
    await click('Begin');
    expect(await told('Dit was al gedaan. Uw klik deed niets. U ziet nu de nieuwe stand.')).toBeInTheDocument();
  });

  it('takes no step that was meant for the button of a moment ago', async () => {
    await show(snapshot());
    await act(() => line.tell('snapshot', snapshot({ state: 'running', version: 8 })));
    await click('Open opgave 1');
    expect(line.steps).toEqual([]);
    expect(await told('Dit was al gedaan. Uw klik deed niets. U ziet nu de nieuwe stand.')).toBeInTheDocument();
  });

  it('waits visibly after a step, until the new button was read', async () => {
    await show(snapshot());
    await click('Begin');
    await act(() => line.tell('snapshot', snapshot({ state: 'running', version: 8 })));
    const button = screen.getByRole('button', { name: 'Open opgave 1' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'false'));
    await userEvent.click(button);
    expect(line.steps.map((op) => op.step)).toEqual(['start', 'open']);
  });

  it('asks nothing by a click that was meant for the button of a moment ago', async () => {
    await show(snapshot({ state: 'running' }));
    await act(() => line.tell('snapshot', scoring({ version: 8 })));
    await click('Toon de resultaten');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(line.steps).toEqual([]);
  });

  it('shows the words of the server when it refuses', async () => {
    line.answer = () => ({ ok: false, code: 'not_now', message: 'Er is nog een opgave open.' });
    await show(snapshot());
    await click('Begin');
    expect(await screen.findByText('Er is nog een opgave open.')).toBeInTheDocument();
  });

  it('waits without a connection, and says why; focus stays where it was', async () => {
    await show(snapshot());
    const button = screen.getByRole('button', { name: 'Begin' });
    button.focus();
    await act(() => line.cut());
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/Er is geen verbinding/);
    await userEvent.click(button);
    expect(line.steps).toEqual([]);
  });

  it('keeps focus on the button when the room moves on', async () => {
    await show(snapshot());
    screen.getByRole('button', { name: 'Begin' }).focus();
    await act(() => line.tell('snapshot', scoring({ version: 8 })));
    expect(screen.getByRole('button', { name: 'Toon de resultaten' })).toHaveFocus();
  });
});

describe('the reveal', () => {
  it('does not ask when everybody is ready, and says beforehand that there is no way back', async () => {
    await show(scoring({ progress: progress(25) }));
    expect(
      screen.getByText(
        'Iedereen is klaar. Na het tonen ziet iedereen de uitkomst. Dan kan niemand zijn antwoord nog veranderen.',
      ),
    ).toBeInTheDocument();
    await click('Toon de resultaten');
    expect(line.steps.map((op) => op.step)).toEqual(['reveal']);
  });

  it('asks first while people are busy', async () => {
    const container = await show(scoring({ progress: progress(22) }));
    await click('Toon de resultaten');
    const dialog = await screen.findByRole('dialog', { name: 'Nog 3 deelnemers zijn bezig. Toch tonen?' });
    expect(line.steps).toEqual([]);
    await expectAccessible(container);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Wacht nog even' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await click('Toon de resultaten');
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Toon de resultaten' }),
    );
    expect(line.steps.map((op) => op.step)).toEqual(['reveal']);
  });

  it('asks about people whose group nobody confirmed', async () => {
    await show(scoring({ presence: unconfirmed(1), progress: progress(25) }));
    await click('Toon de resultaten');
    const dialog = await screen.findByRole('dialog', { name: 'Nog 1 deelnemer is niet bevestigd. Toch tonen?' });
    await waitFor(() => expect(dialog).toHaveTextContent('1 deelnemer koos zelf een groep.'));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Wordt bewoner' }));
    expect(asked).toContainEqual({ call: `PATCH ${PATH}/participants/p1`, body: { group: 'bewoner' } });
    await waitFor(() => expect(within(dialog).queryByText('Wijkpartner 03')).toBeNull());
    await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Wacht nog even' })).toHaveFocus());
  });

  it('counts who is not confirmed from the start, so that confirming adds nobody', async () => {
    await show(scoring({ presence: unconfirmed(1), progress: progress(22) }));
    expect(screen.getByText(/^4 deelnemers zijn nog bezig of niet bevestigd\./)).toBeInTheDocument();
    await click('Toon de resultaten');
    await screen.findByRole('dialog', { name: 'Nog 4 deelnemers zijn bezig of niet bevestigd. Toch tonen?' });
    await act(() => line.tell('presence', unconfirmed(0)));
    await act(() => line.tell('progress', { ...progress(21), count: 1 }));
    expect(screen.getByRole('dialog', { name: 'Nog 4 deelnemers zijn bezig. Toch tonen?' })).toBeInTheDocument();
  });

  it.each([
    ['nothing', { bewoner: 2, wijkpartner: 2, ambtenaar: 0 }, 'Er zijn te weinig antwoorden om te tonen. Toch tonen?'],
    [
      'one group',
      { bewoner: 3, wijkpartner: 2, ambtenaar: 0 },
      'Er zijn te weinig antwoorden om te vergelijken. Toch tonen?',
    ],
  ])('asks first when %s can be shown, also when everybody is ready', async (_, answers, title) => {
    await show(scoring({ progress: progress(25, answers) }));
    expect(screen.getByText(/^Iedereen is klaar, maar er zijn te weinig antwoorden/)).toBeInTheDocument();
    await click('Toon de resultaten');
    const dialog = await screen.findByRole('dialog', { name: title });
    expect(dialog).toHaveTextContent('Een groep is pas te zien vanaf 3 antwoorden.');
    expect(line.steps).toEqual([]);
  });

  it('asks nothing about groups that are not asked themselves', async () => {
    const skipped_by: GroupName[] = ['wijkpartner', 'ambtenaar'];
    const noticed = opgave(-1, 'scoring', [item(1, { kind: 'afspraak', skipped_by })]);
    const counts = { ...progress(25, { bewoner: 25, wijkpartner: 0, ambtenaar: 0 }) };
    counts.ready = { bewoner: [25, 25], wijkpartner: [0, 10], ambtenaar: [0, 5] };
    await show(scoring({ opgaven: [noticed], current: at(-1), progress: counts }));
    expect(screen.getByText(/^Iedereen is klaar\./)).toBeInTheDocument();
    expect(screen.queryByText('0 van 10 klaar')).toBeNull();
    await click('Toon de resultaten');
    expect(line.steps).toMatchObject([{ step: 'reveal' }]);
  });

  it('closes its question when somebody else took the step', async () => {
    await show(scoring());
    await click('Toon de resultaten');
    await screen.findByRole('dialog');
    await act(() => line.tell('snapshot', revealed({ version: 8 })));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('closing', () => {
  it('names the opgaven that were not revealed', async () => {
    await show(revealed({ discussion: [] }));
    await click('Sluit de bijeenkomst');
    const dialog = await screen.findByRole('dialog', { name: 'De bijeenkomst sluiten?' });
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toEqual(['Opgave 2: Opgave 2']);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Vanavond is er geen tijd meer voor.' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluit de bijeenkomst' }));
    expect(line.steps.map((op) => op.step)).toEqual(['close']);
  });
});

describe('the lists after a reveal', () => {
  it('have their counts in the headings, and keep apart what may be chance', async () => {
    const { published } = revealed();
    const perhaps = published.map((one) => (one.item === 'item-2' ? { ...one, word: 'perhaps' as const } : one));
    await show(revealed({ published: perhaps, lists: { ...NO_LISTS, differ: ['item-1'], worry: ['item-8'] } }));
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
      '1 groepen verschillen',
      '1 samen zorg',
      'bespreek dit',
      '1 misschien verschil, te weinig antwoorden',
    ]);
    expect(screen.getByText('Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.')).toBeInTheDocument();
  });

  it('say in one line what each list means, and that words can still change', async () => {
    await show(revealed({ lists: { ...NO_LISTS, worry: ['item-8'] } }));
    expect(screen.getByText('De groepen zien samen dat het hier nog niet goed gaat.')).toBeInTheDocument();
    expect(screen.queryByText('De groepen zien samen dat het hier goed gaat.')).toBeNull();
    expect(screen.getByText(/Na elke opgave kijken wij opnieuw/)).toBeInTheDocument();
  });

  it('say beside a later reveal which earlier punten say something else now', async () => {
    const before = revealed();
    const [first, second] = before.opgaven;
    const opgaven = [first, second && { ...second, state: 'revealed' as const }].flatMap((one) => one ?? []);
    const other = second?.items[0];
    const published = [
      ...before.published.map((one) => (one.item === 'item-2' ? { ...one, first_word: 'perhaps' as const } : one)),
      { ...result(1), item: other?.id ?? '', first_word: 'perhaps' as const },
    ];
    await show(revealed({ opgaven, published, current: at(second?.number ?? null) }));
    expect(
      screen.getByText(/^Bij 1 eerder punt staat nu iets anders dan bij het tonen: opgave 1 punt 2\./),
    ).toBeVisible();
  });

  it('give advice where nothing is certain, and no headings of empty lists', async () => {
    await show(revealed({ lists: NO_LISTS, discussion: [] }));
    expect(screen.getByText(/^Er is geen verschil dat wij zeker weten/)).toBeInTheDocument();
    expect(screen.queryByText(/samen zorg/)).toBeNull();
  });

  it('say after the close that words were made anew', async () => {
    await show(revealed({ state: 'closed' }));
    expect(screen.getByText(/^Later keken wij opnieuw naar alle punten/)).toBeInTheDocument();
  });

  it('lead to the report after the close', async () => {
    const closed = revealed({ state: 'closed' });
    await show(closed);
    const address = `/${closed.gemeente}/beheer/sessies/${closed.session}/rapport`;
    expect(screen.getByRole('link', { name: 'het rapport' })).toHaveAttribute('href', address);
  });

  it('count no zeros where too few answered to compare', async () => {
    const published = [1, 2, 8].map((number) => result(number, { word: 'too_few' }));
    await show(revealed({ published, lists: NO_LISTS }));
    expect(screen.queryAllByRole('heading', { level: 3 })).toEqual([]);
    expect(screen.getByText('Bekijk de 3 punten')).toBeInTheDocument();
    expect(screen.queryByText(/zonder bijzonderheden/)).toBeNull();
  });

  it('show the pictures and the original wording of a punt when asked', async () => {
    const container = await show(revealed());
    expect(screen.queryByRole('figure')).toBeNull();
    const [first] = screen.getAllByText(/Toon het verschil en de antwoorden/);
    await userEvent.click(first as HTMLElement);
    await waitFor(() => expect(screen.getAllByRole('figure')).toHaveLength(2));
    expect(screen.getByText('Oorspronkelijke tekst van punt 1')).toBeInTheDocument();
    await expectAccessible(container);
  });
});

describe('the people', () => {
  it('are counted per group, with what is still open', async () => {
    await show(scoring({ progress: progress(22) }));
    expect(screen.getByText('22 van 25 klaar')).toBeInTheDocument();
  });

  it('are asked for once more when a whole hall comes in', async () => {
    await show(snapshot());
    expect(await screen.findByText('Wijkpartners (1)')).toBeInTheDocument();
    asked.length = 0;
    for (const n of [0, 1, 2]) await act(() => line.tell('presence', unconfirmed(n)));
    await waitFor(() => expect(asked).not.toEqual([]));
    expect(asked.map(({ call }) => call)).toEqual([`GET ${PATH}/participants`]);
  });

  it('can be moved, left out and brought back, without a name and without answers', async () => {
    await show(snapshot());
    expect(await screen.findByRole('heading', { name: 'Deelnemers (1)' })).toBeInTheDocument();
    await userEvent.click(screen.getByText('Wijkpartners (1)'));
    expect(screen.getByText('via de code, verbonden, niet bevestigd')).toBeInTheDocument();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Groep van Wijkpartner 03' }), 'ambtenaar');
    expect(asked).toContainEqual({ call: `PATCH ${PATH}/participants/p1`, body: { group: 'ambtenaar' } });
    expect(await screen.findByText('Ambtenaren (1)')).toBeInTheDocument();
    await userEvent.click(screen.getByText('Ambtenaren (1)'));
    await click('Laat niet meedoen');
    expect(await screen.findByRole('button', { name: 'Laat weer meedoen' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Deelnemers (0)' })).toBeInTheDocument();
  });

  it('find the door open until it is locked', async () => {
    await show(snapshot());
    await click('Doe de deur dicht');
    expect(asked).toContainEqual({ call: `PATCH ${PATH}/door`, body: { joining: 'locked' } });
  });

  it('who come late find the codes in the cockpit', async () => {
    const container = await show(scoring());
    await click('Toon de codes');
    const dialog = await screen.findByRole('dialog', { name: 'Doe mee' });
    expect(dialog).toHaveTextContent('4821 0977');
    expect(within(dialog).getAllByRole('img')).toHaveLength(3);
    await expectAccessible(container);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluiten' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are told in the past once the session is closed', async () => {
    await show(revealed({ state: 'closed' }));
    expect(screen.getByRole('heading', { name: 'Wie deed mee met een telefoon' })).toBeInTheDocument();
    expect(screen.getByText('25 deden mee')).toBeInTheDocument();
    expect(screen.queryByText(/\d binnen/)).toBeNull();
  });
});

describe('the lobby', () => {
  it('opens a scherm in a tab of its own and keeps the link in sight', async () => {
    const tab = { location: { href: '' }, close: vi.fn() };
    vi.stubGlobal('open', () => tab);
    await show(snapshot());
    await click('Open het scherm');
    expect(await screen.findByRole('link', { name: /Link naar het scherm/ })).toHaveAttribute(
      'href',
      'https://wijk.example/voorbeeldstad/scherm/abc',
    );
    expect(tab.location.href).toBe('https://wijk.example/voorbeeldstad/scherm/abc');
  });

  it('says that a rehearsal is one', async () => {
    await show(snapshot({ presence: { ...snapshot().presence, rehearsal: true } }));
    expect(screen.getByText('Proefsessie')).toBeInTheDocument();
  });
});

it('says the same of a session that is not yours as of one that does not exist', async () => {
  stand({}, 'closed door').open();
  expect(await screen.findByText('Deze pagina bestaat niet of is niet voor u')).toBeInTheDocument();
});
