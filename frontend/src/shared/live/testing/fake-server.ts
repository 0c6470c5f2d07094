import { vi } from 'vitest';
import type { AnswerView, Me, NoteOp, OwnNote, ProposeOp, Receipt, ScoreOp, Snapshot } from '../../api/types';
import { scoring } from '../../charts/testing/makers';
import type { ClientEvent, ServerEvent, Wire } from '../events';

export const ME: Me = {
  id: '0198c1f0-0000-7000-8000-0000000000aa',
  label: 'Bewoner 07',
  group: 'bewoner',
  confirmed: true,
  group_fixed: false,
  language: 'nl-b1',
  return_code: 'K7Q2M3XD',
  next_seq: 1,
  answers: [],
  proposed: [],
  proposed_seq: 0,
  notes: [],
};

type Teller = (event: ServerEvent, payload: unknown) => void;

/** One socket as the server sees it. */
class Socket {
  private tellers: Teller[] = [];
  private closers: ((refused: boolean) => void)[] = [];
  private openers: (() => void)[] = [];
  closed = false;

  constructor(private readonly server: FakeServer) {}

  readonly wire: Wire = {
    on: (listener) => void this.tellers.push(listener),
    onOpen: (listener) => void this.openers.push(listener),
    onClosed: (listener) => void this.closers.push(listener),
    emit: (event: ClientEvent, payload: unknown, ack: (answer: never) => void) => {
      if (this.closed || this.server.deaf) return;
      const answer = this.server.handle(event, payload);
      if (!this.server.losesAcks) (ack as (answer: unknown) => void)(answer);
    },
    close: () => {
      this.closed = true;
    },
  };

  open(): void {
    for (const opener of this.openers) opener();
  }

  tell: Teller = (event, payload) => {
    if (!this.closed) for (const teller of this.tellers) teller(event, payload);
  };

  cut(): void {
    this.closed = true;
    for (const closer of this.closers) closer(false);
  }
}

/** The server end of the wire contract: it keeps answers by the rules, and can be made to fail in each known way. */
export class FakeServer {
  state: Snapshot = scoring({ me: ME });
  readonly stored = new Map<string, AnswerView>();
  readonly tickets: unknown[] = [];
  readonly scored: ScoreOp[] = [];
  readonly polls: (string | null)[] = [];
  readonly batches: ScoreOp[][] = [];
  /** What was said with 'bespreek dit', each time it arrived, and over which way. */
  readonly proposals: (ProposeOp & { way: 'socket' | 'http' })[] = [];
  /** What was written about punten, each time it arrived, and over which way. */
  readonly notes: (NoteOp & { way: 'socket' | 'http' })[] = [];
  /** The notes that were taken, once each. */
  readonly written = new Map<string, OwnNote>();
  /** Instead of the rules: what becomes of each note. */
  noteVerdict: ((op: NoteOp) => Receipt) | null = null;
  /** Per opgave: the punt asked for. */
  readonly proposed = new Map<number, string>();
  syncs = 0;
  /** The socket brings nothing here any more. */
  deaf = false;
  /** What was stored is not acknowledged. */
  losesAcks = false;
  /** No answer over HTTP. */
  gone = false;
  /** Sockets do not open. */
  noSockets = false;
  /** Instead of the rules: what becomes of each score. */
  verdict: ((op: ScoreOp) => Receipt) | null = null;
  /** Instead of the rules: what becomes of each 'bespreek dit'. */
  proposalVerdict: ((op: ProposeOp) => Receipt) | null = null;
  /** The answer to asking for a ticket. */
  ticketStatus = 201;
  sockets: Socket[] = [];
  private readonly ops = new Set<string>();

  get socket(): Socket {
    const last = this.sockets[this.sockets.length - 1];
    if (last === undefined) throw new Error('nobody connected');
    return last;
  }

  /** Give this to `Portal` as its `dial`. */
  readonly dial = (): Wire => {
    const socket = new Socket(this);
    this.sockets.push(socket);
    setTimeout(() => {
      if (this.noSockets) socket.cut();
      else if (!socket.closed) {
        socket.open();
        socket.tell('snapshot', this.snapshot());
      }
    }, 10);
    return socket.wire;
  };

  /** Take the place of the network. */
  serve(): void {
    vi.stubGlobal('fetch', (address: string, options: RequestInit = {}) => {
      if (this.gone) return Promise.reject(new TypeError('no network'));
      const body: unknown = typeof options.body === 'string' ? JSON.parse(options.body) : null;
      const headers = new Headers(options.headers);
      return Promise.resolve(this.answer(address, body, headers));
    });
  }

  snapshot(): Snapshot {
    const answers = [...this.stored.values()];
    const proposed = [...(this.state.me?.proposed ?? []), ...this.proposed.values()];
    const notes = [...(this.state.me?.notes ?? []), ...this.written.values()];
    const me = this.state.me && { ...this.state.me, answers, proposed, notes };
    return { ...this.state, ...(me ? { me } : {}) };
  }

  handle(event: ClientEvent, payload: unknown): unknown {
    if (event === 'score') return this.score(payload as ScoreOp);
    if (event === 'propose') return this.propose(payload as ProposeOp, 'socket');
    if (event === 'note') return this.note(payload as NoteOp, 'socket');
    this.syncs += 1;
    return { ok: true, snapshot: this.snapshot() };
  }

  private propose(op: ProposeOp, way: 'socket' | 'http'): Receipt {
    this.proposals.push({ ...op, way });
    if (this.proposalVerdict !== null) return this.proposalVerdict(op);
    const opgave = this.state.opgaven.find(({ items }) => items.some(({ id }) => id === op.item));
    if (opgave === undefined) return { ok: false, op: op.op, code: 'item_not_open', message: '' };
    if (opgave.state !== 'scoring') return { ok: true, op: op.op, state: 'closed' };
    if (this.state.state === 'paused') return { ok: true, op: op.op, state: 'retry' };
    const news = op.on ? this.proposed.get(opgave.number) !== op.item : this.proposed.get(opgave.number) === op.item;
    if (op.on) this.proposed.set(opgave.number, op.item);
    else if (news) this.proposed.delete(opgave.number);
    return { ok: true, op: op.op, state: news ? 'accepted' : 'duplicate' };
  }

  private note(op: NoteOp, way: 'socket' | 'http'): Receipt {
    this.notes.push({ ...op, way });
    if (this.noteVerdict !== null) return this.noteVerdict(op);
    const before = this.written.get(op.op);
    if (before !== undefined) {
      if (before.text !== op.text.trim())
        return { ok: false, op: op.op, code: 'malformed', message: 'Dit klopt niet.' };
      return { ok: true, op: op.op, state: 'duplicate' };
    }
    if (this.state.state === 'closed') return { ok: false, op: op.op, code: 'not_now', message: 'Gesloten.' };
    const { op: id, item, box } = op;
    this.written.set(id, { id, item, box, text: op.text.trim(), state: 'waiting', reason: null });
    return { ok: true, op: id, state: 'accepted' };
  }

  private score(op: ScoreOp): Receipt {
    this.scored.push(op);
    if (this.verdict !== null) return this.verdict(op);
    if (this.ops.has(op.op)) return { ok: true, op: op.op, seq: op.seq, state: 'duplicate' };
    const key = `${op.item} ${op.round}`;
    const highest = this.stored.get(key)?.seq ?? 0;
    if (op.seq <= highest) return { ok: true, op: op.op, seq: highest, state: 'stale' };
    this.ops.add(op.op);
    this.stored.set(key, { item: op.item, round: op.round, value: op.value, seq: op.seq });
    return { ok: true, op: op.op, seq: op.seq, state: 'accepted' };
  }

  private answer(address: string, body: unknown, headers: Headers): Response {
    if (address.endsWith('/socket-tickets')) {
      this.tickets.push(body);
      const refused = this.ticketStatus >= 400;
      return json(refused ? { code: 'not_found', detail: '' } : { ticket: 't' }, this.ticketStatus);
    }
    if (address.endsWith('/scores')) {
      const { ops } = body as { ops: ScoreOp[] };
      this.batches.push(ops);
      return json({ receipts: ops.map((op) => this.score(op)) });
    }
    if (address.endsWith('/proposals')) return json(this.propose(body as ProposeOp, 'http'));
    if (address.endsWith('/notes')) {
      const { ok, code = 'malformed', message: detail, ...receipt } = this.note(body as NoteOp, 'http');
      return ok ? json({ ok, ...receipt }) : json({ code, detail }, 409);
    }
    const etag = headers.get('if-none-match');
    this.polls.push(etag);
    const mine = `"${this.state.version}-${this.stored.size}"`;
    return etag === mine ? new Response(null, { status: 304 }) : json(this.snapshot(), 200, { etag: mine });
  }
}

function json(data: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(data), { status, headers });
}
