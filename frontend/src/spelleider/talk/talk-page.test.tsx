import { act, screen, waitFor, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgreementView, NoteView, QueuedNote, Snapshot } from '../../shared/api/types';
import { at, opgave, item, point, revealed } from '../../shared/charts/testing/makers';
import { expectAccessible } from '../../shared/testing/axe';
import type { Line } from '../../shared/testing/line';
import { click, leave, PATH, stand, type Stand } from '../testing/stand';

let line: Line;
let asked: Stand['asked'];
let show: Stand['show'];
let refuse: { status: number; body: object } | null;

const HOSTILE = '<img src=x onerror=alert(1)> مرحبا 👩‍👩‍👧';

beforeEach(() => {
  refuse = null;
  const taken = () => {
    if (refuse) return new Response(JSON.stringify(refuse.body), { status: refuse.status });
    return { ok: true, version: 8, state: 'accepted' };
  };
  ({ line, asked, show } = stand({
    [`GET ${PATH}/participants`]: () => ({ participants: [] }),
    [`GET ${PATH}/choices`]: () => ({ choices: [] }),
    [`GET ${PATH}/owners`]: () => ({
      organisations: ['Woonbron'],
      roles: ['wijkbeheerder'],
      accounts: [{ id: 'account-1', name: 'Els', organisation: 'Woonbron' }],
    }),
    [`POST ${PATH}/notes?as=facilitator`]: taken,
    [`POST ${PATH}/note-decisions`]: taken,
    [`POST ${PATH}/outcomes`]: taken,
    [`PATCH ${PATH}/agreements/agreement-1`]: taken,
  }));
});

afterEach(leave);

function note(changes: Partial<NoteView> = {}): NoteView {
  return { id: 'note-1', box: 'goes_well', text: 'Het plein is schoon.', group: 'bewoner', signed: null, ...changes };
}

function queued(changes: Partial<QueuedNote> = {}): QueuedNote {
  return { ...note(), item: 'item-1', state: 'waiting', reason: null, at: '2026-11-26T19:42:00Z', ...changes };
}

function agreement(changes: Partial<AgreementView> = {}): AgreementView {
  return {
    ...{
      id: 'agreement-1',
      item: 'item-1',
      earlier: false,
      what: 'De lampen worden gemaakt.',
      organisation: 'Woonbron',
    },
    ...{ role: 'wijkbeheerder', due: '2026-12-18', level: 'operational', answer_by: null, status: 'open', late: false },
    noticed: [],
    ...changes,
  };
}

/** The room talks about punt 1. */
function talking(changes: Partial<Snapshot> = {}): Snapshot {
  return revealed({ current: { ...at(1, 'item-1'), view: 'discussion' }, ...changes });
}

/** What was sent, without the operation's id. */
const sent = (path: string): object[] =>
  asked
    .filter(({ call }) => call.endsWith(` ${PATH}${path}`) && !call.startsWith('GET'))
    .map(({ body }) => ({ ...(body as object), op: undefined }));

describe('the talk about a punt', () => {
  it('asks why, and shows in two boxes what was said, as text and with its group', async () => {
    const notes = [
      note({ text: HOSTILE }),
      note({ id: 'note-2', box: 'could_be_better', group: null, signed: 'Fatima' }),
    ];
    const container = await show(talking({ discussion: [point(1, { notes })] }));
    expect(screen.getByRole('heading', { name: 'Waarom denken we hier anders over?' })).toBeInTheDocument();
    const good = screen.getByRole('region', { name: 'Wat gaat goed' });
    expect(within(good).getByText(HOSTILE)).toBeInTheDocument();
    expect(good).toHaveTextContent('bewoner');
    expect(screen.getByRole('region', { name: 'Wat kan beter' })).toHaveTextContent('Fatimaeen deelnemer');
    expect(container.querySelector('img')).toBeNull();
    await expectAccessible(container);
  });

  it('takes down what is said in the room, with the group that said it', async () => {
    await show(talking());
    await userEvent.type(screen.getByRole('textbox', { name: 'Schrijf op wat u hoort' }), 'Meer licht');
    await userEvent.click(screen.getByRole('radio', { name: 'Wat kan beter' }));
    await userEvent.click(screen.getByRole('radio', { name: 'bewoner' }));
    await click('Zet op het scherm');
    expect(sent('/notes?as=facilitator')).toEqual([
      { item: 'item-1', box: 'could_be_better', text: 'Meer licht', group: 'bewoner', op: undefined },
    ]);
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Schrijf op wat u hoort' })).toHaveValue(''));
  });

  it('keeps what was typed when the server says no, and why', async () => {
    refuse = { status: 413, body: { code: 'too_long', detail: 'Er passen 1.000 tekens in.' } };
    await show(talking());
    await userEvent.type(screen.getByRole('textbox', { name: 'Schrijf op wat u hoort' }), 'Te lang');
    await click('Zet op het scherm');
    expect(await screen.findByText('Er passen 1.000 tekens in.', { selector: '.wp-field__error' })).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: 'Schrijf op wat u hoort' })).toHaveValue('Te lang');
  });

  it('goes to the scherm from the conversation, and back', async () => {
    await show(revealed());
    await click('Wat bespreken we?');
    await click(/Bespreek op het scherm/);
    expect(line.steps.at(-1)).toMatchObject({ step: 'show', view: 'discussion', item: 'item-1' });
    await act(() => line.tell('moved', { ...talking(), version: 8, opgave: null, own_until: null }));
    // A second click so soon on one place would be a double one.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await click('Stop het gesprek');
    expect(line.steps.at(-1)).toMatchObject({ step: 'show', view: 'results' });
  });
});

describe('notes of phones', () => {
  it('wait for the spelleider, who shows them or hides them with a reason', async () => {
    const container = await show(talking({ notes: [queued(), queued({ id: 'note-9', text: 'Piet is een dief.' })] }));
    expect(screen.getByText('2 notities wachten op u')).toBeInTheDocument();
    await expectAccessible(container);
    await userEvent.click(screen.getAllByRole('button', { name: /^Toon de notitie/ })[0] as HTMLElement);
    await userEvent.click(screen.getAllByRole('button', { name: /^Toon niet/ })[1] as HTMLElement);
    const dialog = screen.getByRole('dialog', { name: 'Waarom toont u deze notitie niet?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Er staat een naam in.' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Toon niet' }));
    await waitFor(() =>
      expect(sent('/note-decisions')).toEqual([
        { note: 'note-1', show: true, op: undefined },
        { note: 'note-9', show: false, reason: 'Er staat een naam in.', op: undefined },
      ]),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that are hidden say why, can be shown after all, and are listed in a file', async () => {
    await show(talking({ notes: [queued({ state: 'hidden', reason: 'Er staat een naam in.' })] }));
    await userEvent.click(screen.getByText('1 notitie niet getoond'));
    expect(screen.getByText('Er staat een naam in.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /CSV/ })).toHaveAttribute(
      'href',
      expect.stringContaining('/verborgen.csv'),
    );
    expect(screen.getByRole('button', { name: /^Toon de notitie/ })).toBeInTheDocument();
  });

  it('come in while the page is open', async () => {
    await show(talking());
    await act(() => line.tell('notes', { session: talking().session, notes: [queued()] }));
    expect(screen.getByText('1 notitie wacht op u')).toBeInTheDocument();
  });
});

describe('the outcome of a point', () => {
  it('is an afspraak with who does what before when', async () => {
    const container = await show(talking());
    await click(/^Uitkomst kiezen/);
    const dialog = screen.getByRole('dialog', { name: 'Hoe eindigt punt 1?' });
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Wat spreken wij af?' }), 'De lampen maken');
    await userEvent.selectOptions(within(dialog).getByRole('combobox', { name: /account/ }), 'account-1');
    await userEvent.type(within(dialog).getByRole('combobox', { name: 'Wie doet het daar?' }), 'wijkbeheerder');
    await userEvent.click(within(dialog).getByRole('radio', { name: /^Tactisch/ }));
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /3 dagen/ }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Dit vinden wij samen belangrijk.' }));
    await expectAccessible(container);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Bewaar de uitkomst' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent('/outcomes')).toEqual([
      expect.objectContaining({
        item: 'item-1',
        kind: 'agreement',
        reason: 'Dit vinden wij samen belangrijk.',
        agreement: expect.objectContaining({
          ...{ what: 'De lampen maken', organisation: 'Woonbron', role: 'wijkbeheerder', account: 'account-1' },
          ...{ email: null, level: 'tactical', quick: true, due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string },
        }) as object,
      }),
    ]);
  });

  it('is later or no action with a reason, and says at its field what is missing', async () => {
    refuse = { status: 400, body: { code: 'not_valid', detail: 'x', errors: { reason: 'Schrijf op waarom.' } } };
    await show(talking());
    await click(/^Uitkomst kiezen/);
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Later verder praten' }));
    expect(within(dialog).queryByRole('textbox', { name: 'Wat spreken wij af?' })).toBeNull();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Bewaar de uitkomst' }));
    expect(await within(dialog).findByText('Schrijf op waarom.')).toBeInTheDocument();
    refuse = null;
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Waarom?' }), 'Eerst navragen');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Bewaar de uitkomst' }));
    await waitFor(() => expect(sent('/outcomes').at(-1)).toMatchObject({ kind: 'later', agreement: null }));
  });

  it('is asked of every point before the session closes', async () => {
    const points = [point(1), point(2, { choice: 'skip' }), point(8, { outcome: { kind: 'later', reason: 'x' } })];
    await show(revealed({ opgaven: [opgave(1, 'revealed', [item(1), item(2), item(8)])], discussion: points }));
    await click('Sluit de bijeenkomst');
    const dialog = screen.getByRole('dialog', { name: 'De bijeenkomst sluiten?' });
    expect(within(dialog).getByText('1 punt heeft nog geen uitkomst. Wat gebeurt ermee?')).toBeInTheDocument();
    expect(within(dialog).getByText(/1 punt is overgeslagen/)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluit de bijeenkomst' }));
    expect(line.steps).toEqual([]);
    expect(within(dialog).getByText('Schrijf op waarom.')).toBeInTheDocument();
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Waarom praat u later verder?' }), 'Geen tijd');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluit de bijeenkomst' }));
    await waitFor(() => expect(line.steps.at(-1)).toMatchObject({ step: 'close', leave: 'Geen tijd' }));
  });
});

describe('afspraken', () => {
  it('are told when they are made, and can be changed or dropped with a reason', async () => {
    const container = await show(talking());
    await act(() =>
      line.tell('agreement', { session: talking().session, version: 8, agreements: [agreement({ late: true })] }),
    );
    const made = screen.getByRole('region', { name: 'Afspraken van deze bijeenkomst' });
    expect(made).toHaveTextContent(
      'De lampen worden gemaakt.Woonbron, wijkbeheerderTe laat Uiterlijk vrijdag 18 december 2026',
    );
    await expectAccessible(container);
    await click(/^Aanpassen/);
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Bewaar de afspraak' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [plan] = sent('/agreements/agreement-1') as [{ plan: object }];
    expect(Object.keys(plan.plan)).toEqual(['what', 'organisation', 'role', 'due', 'level', 'quick']);
    await click(/^Laat vervallen/);
    const dialog = screen.getByRole('dialog', { name: 'Waarom vervalt deze afspraak?' });
    await userEvent.type(within(dialog).getByRole('textbox'), 'Dubbel');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Laat de afspraak vervallen' }));
    await waitFor(() =>
      expect(sent('/agreements/agreement-1').at(-1)).toEqual({ status: 'dropped', text: 'Dubbel', op: undefined }),
    );
  });

  it('of last time come first, and show what bewoners noticed', async () => {
    const noticed = [{ session: talking().session, at: '2026-11-26T19:00:00Z', yes: 4, a_bit: 1, no: 1, unknown: 0 }];
    const part = {
      ...opgave(-1, 'revealed', [item(1, { id: 'ask-1', kind: 'afspraak', agreement: 'agreement-1' })]),
      name: 'Afspraken van de vorige keer',
    };
    await show(
      revealed({
        opgaven: [part, opgave(1, 'waiting', [item(1)])],
        current: at(-1),
        published: [],
        discussion: [],
        agreements: [agreement({ item: null, earlier: true, noticed })],
      }),
    );
    const title = screen.getByRole('heading', { level: 2, name: 'Wat merkten bewoners van de afspraken?' });
    expect(title.closest('section')).toHaveTextContent('Ja 4Een beetje 1Nee 1Weet ik niet 0');
    expect(document.body.textContent).not.toContain('Opgave -1');
  });
});

it('ends with where the groups differ most, what was agreed, and what happens next', async () => {
  const agreements = [
    agreement({ due: '2026-12-18' }),
    agreement({ id: 'agreement-2', what: HOSTILE, due: '2026-12-20', answer_by: '2026-12-01' }),
    agreement({ id: 'agreement-3', what: 'Vervalt', status: 'dropped' }),
  ];
  const container = await show(revealed({ state: 'closed', agreements }));
  const now = screen.getByRole('region', { name: 'En nu?' });
  expect(within(now).getByText(HOSTILE)).toBeInTheDocument();
  expect(now).not.toHaveTextContent('Vervalt');
  expect(now).toHaveTextContent('Uiterlijk dinsdag 1 december 2026 geeft Woonbron antwoord.');
  await expectAccessible(container);
});

it('says so when nothing was agreed and nothing differed', async () => {
  await show(revealed({ state: 'closed', agreements: [], published: [] }));
  const now = screen.getByRole('region', { name: 'En nu?' });
  expect(now).toHaveTextContent('Wij zagen geen duidelijke verschillen tussen de groepen.');
  expect(now).toHaveTextContent('Er zijn geen afspraken gemaakt.');
  expect(now).toHaveTextContent('Er is geen datum afgesproken.');
});
