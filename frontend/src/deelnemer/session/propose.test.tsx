import { cleanup, render, screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../shared/api/types';
import { differing, result, revealed, scoring } from '../../shared/charts/testing/makers';
import { FakeServer, ME } from '../../shared/live/testing/fake-server';
import { Portal } from '../../shared/live/portal';
import { expectAccessible } from '../../shared/testing/axe';
import { App } from '../App';

let server: FakeServer;
const portals: Portal[] = [];
const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined) });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  server = new FakeServer();
  server.serve();
});

afterEach(() => {
  for (const portal of portals.splice(0)) portal.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined));
const loaded = async () => {
  await vi.dynamicImportSettled();
  await pass(700);
};

async function open(state: Snapshot = scoring({ me: ME })): Promise<Portal> {
  server.state = state;
  const { gemeente, session } = state;
  const portal = new Portal({ gemeente, session, as: 'participant', dial: server.dial });
  portals.push(portal);
  portal.start();
  render(
    <main>
      <App page={{ kind: 'session', gemeente, session }} portal={portal} go={() => undefined} />
    </main>,
  );
  await pass(100);
  await vi.dynamicImportSettled();
  await pass(50);
  const begin = screen.queryByRole('button', { name: 'Begin' });
  if (begin !== null) await user.click(begin);
  await loaded();
  return portal;
}

/** The page goes and comes again, as on a reload. */
async function reload(state?: Snapshot): Promise<Portal> {
  portals.pop()?.stop();
  cleanup();
  return open(state);
}

/** A calm tap: longer after the one before than a double tap takes. */
async function tap(name: string): Promise<void> {
  await user.click(screen.getByRole('button', { name }));
  await pass(700);
}

const toggle = () => screen.getByRole('button', { name: /Bespreek dit/ });
const said = () => server.proposals.map(({ item, on }) => [item, on]);
const standing = () => [...server.proposed.values()];
const kept = () => Object.keys(localStorage).filter((key) => key.includes('/propose/'));
const isRevealed = (changes: Partial<Snapshot> = {}) => revealed({ me: ME, version: 8, ...changes });

describe('bespreek dit', () => {
  it('is one toggle in the bar below the scale, and says when it stands in the database', async () => {
    await open();
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    const scale = screen.getByRole('group', { name: 'Herkent u dit?' });
    expect(scale.compareDocumentPosition(toggle())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await expectAccessible();
    await tap('Bespreek dit');
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    expect(toggle()).toHaveTextContent('verstuurd');
    expect(standing()).toEqual(['item-1']);
    expect(kept()).toEqual([]);
    await expectAccessible();
    await tap('Bespreek dit verstuurd');
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    expect(standing()).toEqual([]);
  });

  it('takes nothing back on a double tap', async () => {
    await open();
    await user.dblClick(toggle());
    await pass(700);
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    expect(said()).toEqual([['item-1', true]]);
  });

  it('is another toggle at another punt, however fast somebody goes on', async () => {
    await open();
    await user.click(toggle());
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    await user.click(toggle());
    expect(screen.getByText('U had al punt 1 gekozen. Wisselen?')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Volgende' }));
    expect(screen.queryByText(/Wisselen/)).toBeNull();
  });

  it('asks in place before it switches to another punt, and the focus goes along', async () => {
    await open();
    await tap('Bespreek dit');
    await tap('Volgende');
    await tap('Bespreek dit');
    const question = screen.getByRole('group', { name: 'U had al punt 1 gekozen. Wisselen?' });
    expect(within(question).getByRole('button', { name: 'Ja, wissel' })).toHaveFocus();
    expect(standing()).toEqual(['item-1']);
    await expectAccessible();
    await tap('Nee, houd punt 1');
    expect(toggle()).toHaveFocus();
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    await tap('Bespreek dit');
    await tap('Ja, wissel');
    expect(toggle()).toHaveFocus();
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    expect(standing()).toEqual(['item-2']);
    await tap('Vorige');
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
  });

  it('shows on another phone what the server knows', async () => {
    await open(scoring({ me: { ...ME, proposed: ['item-1'] } }));
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
  });
});

describe('a bad line', () => {
  it('keeps what was said on the phone, and sends it when the line is back', async () => {
    await open();
    server.gone = true;
    server.noSockets = true;
    await act(() => server.socket.cut());
    await tap('Bespreek dit');
    expect(toggle().parentElement).toHaveTextContent('bewaard op uw telefoon');
    expect(kept()).toHaveLength(1);
    expect(said()).toEqual([]);
    server.gone = false;
    server.noSockets = false;
    window.dispatchEvent(new Event('online'));
    await pass(3_000);
    expect(toggle().parentElement).toHaveTextContent('verstuurd');
    expect(server.proposals).toMatchObject([{ item: 'item-1', way: 'socket' }]);
    expect(kept()).toEqual([]);
  });

  it('goes over HTTP when no socket opens', async () => {
    server.noSockets = true;
    await open();
    await pass(12_000);
    await tap('Begin');
    await loaded();
    await tap('Bespreek dit');
    expect(server.proposals).toMatchObject([{ item: 'item-1', on: true, way: 'http' }]);
    expect(toggle().parentElement).toHaveTextContent('verstuurd');
  });

  it('says it again when an acknowledgement was lost, and counts once', async () => {
    await open();
    server.losesAcks = true;
    await tap('Bespreek dit');
    expect(toggle().parentElement).toHaveTextContent('bewaard op uw telefoon');
    server.losesAcks = false;
    await pass(5_000);
    expect(said()).toEqual([
      ['item-1', true],
      ['item-1', true],
    ]);
    expect(new Set(server.proposals.map(({ op }) => op)).size).toBe(1);
    expect(toggle().parentElement).toHaveTextContent('verstuurd');
  });

  it('never says the older one after the newer one', async () => {
    await open();
    server.losesAcks = true;
    await tap('Bespreek dit');
    await tap('Volgende');
    await tap('Bespreek dit');
    await tap('Ja, wissel');
    expect(kept()).toHaveLength(1);
    await pass(9_000);
    server.losesAcks = false;
    await pass(20_000);
    const items = said().map(([item]) => item);
    expect(items.lastIndexOf('item-1')).toBeLessThan(items.indexOf('item-2'));
    expect(standing()).toEqual(['item-2']);
  });

  it('waits for the answers, which go first', async () => {
    await open();
    server.verdict = (op) => ({ ok: true, op: op.op, state: 'retry' });
    await user.click(screen.getByRole('radio', { name: '4, meestal wel' }));
    await pass(700);
    await tap('Bespreek dit');
    expect(said()).toEqual([]);
    server.verdict = null;
    await pass(6_000);
    expect(said()).toEqual([['item-1', true]]);
    expect([...server.stored.values()]).toMatchObject([{ value: 4 }]);
  });

  it('waits while the session is paused', async () => {
    await open();
    server.proposalVerdict = (op) => ({ ok: true, op: op.op, state: 'retry' });
    await tap('Bespreek dit');
    await pass(9_000);
    expect(toggle().parentElement).toHaveTextContent('bewaard op uw telefoon');
    expect(said().length).toBeGreaterThan(1);
    server.proposalVerdict = null;
    await pass(5_000);
    expect(standing()).toEqual(['item-1']);
  });

  it('keeps it over a reload', async () => {
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    server.deaf = false;
    await reload();
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    await pass(1_000);
    expect(standing()).toEqual(['item-1']);
    expect(kept()).toEqual([]);
  });

  it('works in a browser that keeps nothing, and says that it is not sent yet', async () => {
    const denied = () => {
      throw new DOMException('denied');
    };
    vi.stubGlobal('localStorage', { setItem: denied, removeItem: denied, clear: () => undefined });
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    expect(toggle().parentElement).toHaveTextContent('nog niet verstuurd');
    server.deaf = false;
    await pass(5_000);
    expect(standing()).toEqual(['item-1']);
  });

  it('lets two tabs of one phone say the same', async () => {
    await open();
    const prefix = `wijk/${server.state.gemeente}/${server.state.session}/${ME.id}/propose/1`;
    const other = { op: 'other', opgave: 1, round: 1, item: 'item-1', on: true, seq: 1 };
    server.proposalVerdict = (op) => ({ ok: true, op: op.op, state: 'retry' });
    localStorage.setItem(prefix, JSON.stringify(other));
    const tell = (newValue: string | null) =>
      act(() => void window.dispatchEvent(new StorageEvent('storage', { key: prefix, newValue })));
    await tell(JSON.stringify(other));
    await pass(50);
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    localStorage.removeItem(prefix);
    server.proposed.set(1, 'item-2');
    await tell(null);
    await pass(1_000);
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    await tap('Volgende');
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
  });

  it('goes again above what another tab or phone said, as what was said here was said later', async () => {
    await open();
    server.proposalVerdict = (op) => ({ ok: true, op: op.op, seq: 7, state: (op.seq ?? 0) > 7 ? 'accepted' : 'stale' });
    await tap('Bespreek dit');
    await pass(1_000);
    const ops = server.proposals;
    expect(ops.map(({ seq, round }) => [seq, round])).toEqual([
      [1, 1],
      [8, 1],
    ]);
    expect(ops[0]?.op).not.toBe(ops[1]?.op);
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    expect(kept()).toEqual([]);
  });

  it('sends nothing any more once another phone took over, also not after coming back', async () => {
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    await act(() => server.socket.tell('ended', { reason: 'taken_over' }));
    server.deaf = false;
    await pass(60_000);
    expect(said()).toEqual([]);
    expect(kept()).toEqual([]);
  });

  it('sends nothing any more after a removal', async () => {
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    await act(() => server.socket.tell('ended', { reason: 'removed' }));
    server.deaf = false;
    await pass(60_000);
    expect(said()).toEqual([]);
  });
});

describe('too late', () => {
  const LATE = 'Punt 1: uw keuze om te bespreken telt niet meer mee. De uitslag is al getoond.';

  it('says in words that it no longer counts', async () => {
    await open();
    server.proposalVerdict = (op) => ({ ok: true, op: op.op, state: 'closed' });
    await tap('Bespreek dit');
    expect(screen.getByRole('alert')).toHaveTextContent(LATE);
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    expect(kept()).toEqual([]);
    await expectAccessible();
  });

  it('says so beside the result as well, after a reload', async () => {
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    server.deaf = false;
    await reload(isRevealed());
    await pass(1_000);
    expect(screen.getByText(LATE)).toBeInTheDocument();
    expect(screen.queryByText('Dit wilde u bespreken')).toBeNull();
    await expectAccessible();
  });

  it('is never carried into a second round', async () => {
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    server.deaf = false;
    const again = scoring({ me: ME, version: 9 });
    await reload({ ...again, opgaven: again.opgaven.map((one) => ({ ...one, round: 2 })) });
    await pass(6_000);
    expect(said()).toEqual([]);
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    expect(screen.getByRole('alert')).toHaveTextContent(LATE);
  });

  it('asks once more over HTTP when the session closed', async () => {
    await open();
    server.deaf = true;
    await tap('Bespreek dit');
    server.state = isRevealed({ state: 'closed', version: 9 });
    await act(() => server.socket.tell('ended', { reason: 'closed' }));
    await pass(200);
    await loaded();
    expect(await screen.findByText(LATE)).toBeInTheDocument();
    expect(server.proposals).toMatchObject([{ way: 'http' }]);
  });
});

describe('after the reveal', () => {
  it('says how many ask for a punt where that is shown, and which one this person asked for', async () => {
    await open();
    await tap('Bespreek dit');
    const published = [differing(1, { proposed: 4 }), result(2, { proposed: 1 }), result(8)];
    server.state = isRevealed({ published });
    await act(() => server.socket.tell('snapshot', server.snapshot()));
    await loaded();
    expect(screen.getAllByText(/dit bespreken$/)).toHaveLength(2);
    expect(screen.getByText('4 mensen willen dit bespreken').parentElement).toHaveTextContent('Dit wilde u bespreken');
    expect(screen.getByText('1 persoon wil dit bespreken').closest('summary')).toHaveTextContent('Tekst van punt 2');
    await expectAccessible();
  });

  it('says nothing about a count that is not shown', async () => {
    await open(isRevealed({ me: { ...ME, proposed: ['item-1'] } }));
    const asked = [...document.querySelectorAll('.asked')].map((one) => one.textContent);
    expect(asked).toEqual(['Dit wilde u bespreken']);
  });
});
