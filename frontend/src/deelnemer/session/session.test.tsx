import { cleanup, render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Receipt, ScoreOp, Snapshot } from '../../shared/api/types';
import { at, item, NO_LISTS, opgave, result, revealed, scoring, snapshot } from '../../shared/charts/testing/makers';
import { FakeServer, ME } from '../../shared/live/testing/fake-server';
import { Portal } from '../../shared/live/portal';
import { expectAccessible } from '../../shared/testing/axe';
import { App } from '../App';

let server: FakeServer;
let portal: Portal;
const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined) });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  server = new FakeServer();
  server.serve();
});

afterEach(() => {
  portal.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined));

async function open(state: Snapshot): Promise<void> {
  server.state = state;
  portal = new Portal({ gemeente: state.gemeente, session: state.session, as: 'participant', dial: server.dial });
  portal.start();
  const page = { kind: 'session', gemeente: state.gemeente, session: state.session } as const;
  render(
    <main>
      <App page={page} portal={portal} go={() => undefined} />
    </main>,
  );
  await pass(100);
  await vi.dynamicImportSettled();
  await pass(50);
}

async function move(version: number, changes: Partial<Snapshot>): Promise<void> {
  server.state = { ...server.state, ...changes, version };
  await act(() => server.socket.tell('snapshot', server.snapshot()));
  await pass(50);
}

const press = (name: string) => user.click(screen.getByRole('button', { name }));
const heading = () => screen.getByRole('heading', { level: 1 });
const choose = async (name: string) => {
  await user.click(screen.getByRole('radio', { name }));
  await pass(600);
};
const lobby = (changes: Partial<Snapshot> = {}) => snapshot({ me: ME, ...changes });
const late = (op: ScoreOp): Receipt => ({ ok: true, op: op.op, state: 'closed' });

describe('before it begins', () => {
  it('says where you are, as who, how to come back, and what to read already', async () => {
    await open(lobby());
    expect(heading()).toHaveTextContent('Avond in de Rivierenwijk');
    expect(document.title).toContain('Avond in de Rivierenwijk');
    expect(screen.getByText('U doet mee als bewoner')).toBeInTheDocument();
    expect(screen.getByText('K7Q2 M3XD')).toBeInTheDocument();
    expect(screen.getByText('Definitie van opgave 1')).toBeInTheDocument();
    await expectAccessible();
  });

  it('says who may not be here how to join', async () => {
    server.ticketStatus = 401;
    await open(lobby());
    await vi.dynamicImportSettled();
    await pass(50);
    expect(heading()).toHaveTextContent('U doet nog niet mee op deze telefoon');
    expect(screen.getByRole('link', { name: 'Naar meedoen' })).toHaveAttribute('href', '/doe-mee');
  });

  it('says that somebody is not confirmed yet', async () => {
    await open(lobby({ me: { ...ME, group: 'ambtenaar', confirmed: false } }));
    expect(screen.getByText(/U bent Bewoner 07. De spelleider bevestigt u nog als ambtenaar/)).toBeInTheDocument();
  });
});

describe('coming in while it is going on', () => {
  const late = (changes: Partial<typeof ME> = {}) => {
    sessionStorage.setItem(`wijk/fresh/${snapshot().session}`, '1');
    return open(scoring({ me: { ...ME, ...changes } }));
  };

  it('tells who joined late all that is new in one place, until the first answer', async () => {
    await late({ confirmed: false });
    expect(screen.getByText('De bijeenkomst is al bezig. U kunt gewoon meedoen.')).toBeInTheDocument();
    expect(screen.getByText('K7Q2 M3XD')).toBeInTheDocument();
    expect(screen.getByText(/U bent Bewoner 07/)).toBeInTheDocument();
    expect(document.querySelectorAll('.wp-notice')).toHaveLength(1);
    await expectAccessible();
    await press('Begin');
    await choose('4, meestal wel');
    await press('Alle punten');
    expect(screen.queryByText('K7Q2 M3XD')).toBeNull();
    portal.stop();
    cleanup();
    await open(scoring({ me: ME }));
    expect(screen.queryByText('K7Q2 M3XD')).toBeNull();
  });

  it('tells nothing to who came back, as the terugkomcode is known', async () => {
    await open(scoring({ me: ME }));
    expect(document.querySelector('.wp-notice')).toBeNull();
  });

  it('puts nothing between the head of the page and a punt', async () => {
    await late({ confirmed: false });
    await press('Begin');
    const notice = document.querySelector('.wp-notice');
    const scale = screen.getByRole('group', { name: 'Herkent u dit?' });
    expect(notice && scale.compareDocumentPosition(notice)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByText('Bewoner 07')).toBeInTheDocument();
  });
});

describe('my data', () => {
  it('lets a free group be changed until something was answered', async () => {
    await open(lobby());
    await press('Mijn gegevens');
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('K7Q2 M3XD')).toBeInTheDocument();
    expect(dialog.getByText(/U bent Bewoner 07/)).toBeInTheDocument();
    expect(dialog.queryByText('Al uw antwoorden zijn verstuurd.')).toBeNull();
    await expectAccessible();
    await press('Klopt niet?');
    expect(screen.getByRole('radio', { name: /bewoner/ })).toBeChecked();
    await press('Zo laten');
    await press('Sluiten');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('has no way to change a group that a link fixed', async () => {
    await open(lobby({ me: { ...ME, group_fixed: true } }));
    await press('Mijn gegevens');
    expect(screen.queryByRole('button', { name: 'Klopt niet?' })).toBeNull();
  });
});

describe('scoring', () => {
  it('opens with the opgave, goes punt by punt, and ends with the list', async () => {
    await open(scoring({ me: ME }));
    expect(heading()).toHaveTextContent('Opgave 1');
    expect(screen.getByText('3 punten')).toBeInTheDocument();
    await expectAccessible();
    await press('Begin');
    expect(screen.getByText('Punt 1 van 3')).toBeInTheDocument();
    await expectAccessible();
    await choose('4, meestal wel');
    expect(screen.getByText('Uw antwoord: 4, meestal wel')).toHaveTextContent('verstuurd');
    await pass(500);
    expect(screen.getByRole('status')).toHaveTextContent('Opgeslagen. 1 van de 3 ingevuld.');
    await press('Volgende');
    expect(screen.getByRole('heading', { level: 2, name: /Tekst van punt 2/ })).toHaveFocus();
    await choose('Weet ik niet');
    await press('Volgende');
    await choose('2, meestal niet');
    await press('Volgende');
    expect(screen.getByRole('heading', { name: 'Alles ingevuld' })).toBeInTheDocument();
    expect([...server.stored.values()].map((one) => one.value)).toEqual([4, 0, 2]);
    await expectAccessible();
  });

  it('says what is kept on the phone and not sent yet', async () => {
    await open(scoring({ me: ME }));
    await press('Begin');
    server.deaf = true;
    await choose('3, soms wel, soms niet');
    expect(screen.getByText(/Uw antwoord: 3/)).toHaveTextContent('bewaard op uw telefoon');
    server.deaf = false;
    await pass(5_000);
    expect(screen.getByText(/Uw antwoord: 3/)).toHaveTextContent('verstuurd');
  });

  it('says that an answer came too late, and that one was refused', async () => {
    await open(scoring({ me: ME }));
    await press('Begin');
    server.verdict = late;
    await choose('1, helemaal niet');
    expect(screen.getByRole('alert')).toHaveTextContent('Deze vraag was al gesloten. Uw antwoord telt niet mee.');
    expect(screen.getByRole('radio', { name: '1, helemaal niet' })).not.toBeChecked();
    server.verdict = (op) => ({ ok: false, op: op.op, code: 'not_allowed', message: 'U mag dit niet doen.' });
    await choose('2, meestal niet');
    expect(screen.getByRole('alert')).toHaveTextContent('U mag dit niet doen.');
    server.verdict = null;
    await press('Opnieuw sturen');
    await pass(50);
    expect(screen.queryByRole('alert')).toBeNull();
    expect([...server.stored.values()]).toMatchObject([{ value: 2 }]);
  });

  it('comes back to the same punt after a refresh', async () => {
    await open(scoring({ me: ME }));
    await press('Begin');
    await press('Volgende');
    portal.stop();
    cleanup();
    await open(scoring({ me: ME }));
    expect(screen.getByText('Punt 2 van 3')).toBeInTheDocument();
  });

  it('comes back from the list to the punt with the back button of the browser', async () => {
    await open(scoring({ me: ME }));
    await press('Begin');
    await press('Volgende');
    await press('Alle punten');
    expect(screen.getByRole('button', { name: 'Ga verder met punt 1' })).toBeInTheDocument();
    history.back();
    expect(await screen.findByText('Punt 2 van 3')).toBeInTheDocument();
    expect(screen.getByRole('heading', { level: 2, name: /Tekst van punt 2/ })).toHaveFocus();
  });

  it('goes on at the first open punt on another phone', async () => {
    const answers = [{ item: 'item-1', round: 1, value: 4, seq: 1 }];
    server.stored.set('item-1 1', { item: 'item-1', round: 1, value: 4, seq: 1 });
    await open(scoring({ me: { ...ME, answers } }));
    expect(screen.getByText('Punt 2 van 3')).toBeInTheDocument();
  });

  it('shows only the punt that the room is at, and leaves focus where it was', async () => {
    const current = at(1, 'item-2');
    await open(scoring({ me: ME, current }));
    expect(screen.getByRole('heading', { level: 2, name: /Tekst van punt 2/ })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Volgende' })).toBeNull();
    screen.getByRole('button', { name: 'Mijn gegevens' }).focus();
    await move(8, { current: { ...current, item: 'item-8' } });
    expect(screen.getByRole('heading', { level: 2, name: /Tekst van punt 8/ })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Mijn gegevens' })).toHaveFocus();
  });

  it('has the explanation open where it always is, and the original text one tap away', async () => {
    const items = [
      item(20, { explanation: 'Uitleg bij 20', explain_always: true, original: 'Tekst van punt 20' }),
      item(21, { explanation: 'Uitleg bij 21' }),
    ];
    await open(scoring({ me: ME, opgaven: [opgave(1, 'scoring', items)] }));
    await press('Begin');
    expect(screen.getByText('Uitleg bij 20')).toBeVisible();
    expect(screen.queryByText('Oorspronkelijke tekst')).toBeNull();
    await press('Volgende');
    expect(screen.getByText('Uitleg bij 21').closest('details')).not.toHaveAttribute('open');
    expect(screen.getByText('Oorspronkelijke tekst van punt 21').closest('details')).not.toHaveAttribute('open');
  });
});

describe('what the room does', () => {
  it('pauses', async () => {
    await open(scoring({ me: ME, state: 'paused' }));
    expect(heading()).toHaveTextContent('Even pauze');
    expect(screen.queryByRole('radio')).toBeNull();
    await expectAccessible();
  });

  it('reveals: differences first, own answers marked, the other punten folded', async () => {
    server.stored.set('item-1 1', { item: 'item-1', round: 1, value: 5, seq: 1 });
    await open(revealed({ me: ME }));
    await vi.dynamicImportSettled();
    await pass(50);
    expect(screen.getByText('Over 1 van de 3 punten denken de groepen echt anders')).toBeInTheDocument();
    expect(screen.getByText('Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.')).toBeInTheDocument();
    expect(screen.getByText(/Dit was uw antwoord/)).toBeInTheDocument();
    expect(screen.getAllByRole('figure')).toHaveLength(1);
    await expectAccessible();
  });

  it('claims nothing about groups when there are too few answers', async () => {
    const published = [1, 2, 8].map((number) => result(number, { word: 'too_few' }));
    await open(revealed({ me: ME, published, lists: NO_LISTS }));
    await vi.dynamicImportSettled();
    await pass(50);
    expect(screen.getByText('Te weinig antwoorden om groepen te vergelijken')).toBeInTheDocument();
    expect(screen.queryByText(/echt anders/)).toBeNull();
  });

  it('says no more about an opgave that is over', async () => {
    await open(scoring({ me: ME }));
    await press('Begin');
    await choose('4, meestal wel');
    await pass(500);
    expect(screen.getByRole('status')).toHaveTextContent('Opgeslagen.');
    await move(8, revealed({ me: ME }));
    await pass(500);
    expect(screen.getByRole('status')).toHaveTextContent(/^$/);
  });

  it('does not move focus when it reveals, unless it stood on what is gone', async () => {
    await open(scoring({ me: ME }));
    screen.getByRole('button', { name: 'Mijn gegevens' }).focus();
    await move(8, revealed({ me: ME }));
    await vi.dynamicImportSettled();
    await pass(50);
    expect(screen.getByRole('button', { name: 'Mijn gegevens' })).toHaveFocus();
  });

  it('says at the end which opgave was never shown', async () => {
    await open(scoring({ me: ME, state: 'closed' }));
    await vi.dynamicImportSettled();
    await pass(50);
    expect(screen.getByText('Deze uitkomst is niet getoond: Opgave 1: Opgave 1.')).toBeInTheDocument();
  });

  it('ends with thanks, the results, and what came too late', async () => {
    await open(scoring({ me: ME }));
    await press('Begin');
    server.deaf = true;
    await choose('4, meestal wel');
    server.verdict = late;
    server.state = revealed({ me: ME, state: 'closed', version: 9 });
    await act(() => server.socket.tell('ended', { reason: 'closed' }));
    await pass(100);
    await vi.dynamicImportSettled();
    await pass(50);
    expect(heading()).toHaveTextContent('De bijeenkomst is afgelopen');
    expect(screen.getByText('1 antwoord kwam te laat en telt niet mee.')).toBeInTheDocument();
    expect(screen.getByRole('heading', { level: 3, name: 'Opgave 1: Opgave 1' })).toBeInTheDocument();
    await expectAccessible();
  });

  it.each([
    ['removed', 'U doet niet meer mee'],
    ['taken_over', 'U doet nu mee op een andere telefoon'],
    ['revoked', 'Deze pagina is gesloten'],
    ['gone', 'Deze bijeenkomst is er niet meer'],
  ])('is over for this phone: %s', async (reason, words) => {
    await open(scoring({ me: ME }));
    await act(() => server.socket.tell('ended', { reason }));
    await vi.dynamicImportSettled();
    await pass(2_000);
    expect(heading()).toHaveTextContent(words);
    await expectAccessible();
  });

  it('says that a trial is over when it was wiped', async () => {
    await open(scoring({ me: ME, trial: true }));
    await act(() => server.socket.tell('ended', { reason: 'gone' }));
    await vi.dynamicImportSettled();
    await pass(2_000);
    expect(heading()).toHaveTextContent('De proef is voorbij');
  });

  it('leads the old phone back by the terugkomcode', async () => {
    await open(scoring({ me: ME }));
    await act(() => server.socket.tell('ended', { reason: 'taken_over' }));
    await vi.dynamicImportSettled();
    await pass(2_000);
    const way = screen.getByRole('link', { name: 'Terugkomen met uw code' });
    expect(way).toHaveAttribute('href', '/doe-mee#terugkomen');
  });
});

describe('the connection', () => {
  it('is silent for two seconds, then says so, and says when all is well again', async () => {
    await open(scoring({ me: ME }));
    server.gone = true;
    await act(() => server.socket.cut());
    await pass(1_500);
    expect(screen.queryByText(/Verbinding wordt hersteld|De server antwoordt niet/)).toBeNull();
    await pass(2_000);
    expect(
      screen.getByText('De server antwoordt niet. Dit ligt niet aan u', { selector: '.wp-connection' }),
    ).toBeVisible();
    server.gone = false;
    await pass(10_000);
    expect(screen.queryByText(/De server antwoordt niet/, { selector: '.wp-connection' })).toBeNull();
    expect(screen.getAllByRole('status')).toHaveLength(1);
  });

  it('says whose internet is gone', async () => {
    await open(scoring({ me: ME }));
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    server.gone = true;
    await act(() => server.socket.cut());
    await pass(3_000);
    expect(screen.getByText('Uw telefoon heeft geen internet', { selector: '.wp-connection' })).toBeVisible();
  });
});
