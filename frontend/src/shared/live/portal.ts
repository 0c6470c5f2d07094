import { batch, signal } from '@preact/signals';
import { Manager } from 'socket.io-client';
import { ApiError, NoAnswer, call, request, sessionPath } from '../api/client';
import type { As, ReceiptList, Refusal, ScoreOp, Snapshot, StepName, StepTaken, Ticket } from '../api/types';
import { Delivery } from './delivery';
import { SERVER_EVENTS, type ServerEvent, type Wire } from './events';
import { Outbox, type Answer, type Shelf } from './outbox';
import { SessionStore } from './session';
import * as timing from './timing';
import { uuid } from './uuid';

export interface PortalOptions {
  gemeente: string;
  session: string;
  as: As;
  /** The token of a scherm link; others have a cookie. */
  bearer?: string;
  /** Opens a socket with a ticket; a test gives its own. */
  dial?: (ticket: string) => Wire;
  /** Where answers wait; a test gives its own, `null` is a browser that keeps nothing. */
  shelf?: Shelf | null;
}

/** `live`: the socket works. `polling`: no socket, but HTTP works. `down`: nothing works. `over`: for good. */
export type Phase = 'starting' | 'live' | 'polling' | 'down' | 'over';

const BATCH = 200;

/** The one connection of a page with its session. Screens send through it and read its signals. */
export class Portal {
  readonly store = new SessionStore();
  readonly phase = signal<Phase>('starting');
  /** A request came back without an answer: it is the server, or the way to it. */
  readonly silent = signal(false);
  /** The server knows no such place: not joined, removed, or never existed. */
  readonly stranger = signal(false);
  readonly outbox = signal<Outbox | null>(null);
  readonly delivery = signal<Delivery | null>(null);
  private wire: Wire | null = null;
  private open = false;
  private stopped = false;
  private connecting = false;
  private retryAt = 0;
  private pause = timing.RECONNECT_FIRST;
  private lastBeat = 0;
  private lostAt = Date.now();
  private lastPoll = 0;
  private lastSend = 0;
  private syncAsked: number | null = null;
  private posting = false;
  private polling = false;
  private etag: string | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: PortalOptions) {}

  start(): void {
    this.timer = setInterval(() => this.tick(), timing.TICK);
    addEventListener('online', this.wake);
    addEventListener('pagehide', this.flush);
    addEventListener('storage', this.stored);
    document.addEventListener('visibilitychange', this.wake);
    this.tick();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    removeEventListener('online', this.wake);
    removeEventListener('pagehide', this.flush);
    removeEventListener('storage', this.stored);
    document.removeEventListener('visibilitychange', this.wake);
    this.hangUp();
  }

  /** Give an answer: kept first, sent as soon as possible, told by the signals of `delivery`. */
  send(answer: Answer): void {
    this.delivery.peek()?.keep(answer);
    this.deliver();
  }

  /** Take a step of the session on the version seen now. Without an answer it is tried again until it is given up. */
  step(step: StepName, opgave?: number): Promise<StepTaken | Refusal> {
    const op = { op: uuid(), step, expect: this.store.version, ...(opgave === undefined ? {} : { opgave }) };
    return new Promise((resolve) => {
      const attempt = () => {
        if (this.open) this.wire?.emit('step', op, done);
      };
      const again = setInterval(attempt, timing.RESEND_EVERY);
      const giveUp = setTimeout(() => done({ ok: false, code: 'no_answer', message: '' }), timing.STEP_PATIENCE);
      const done = (answer: StepTaken | Refusal) => {
        clearInterval(again);
        clearTimeout(giveUp);
        if ('code' in answer && answer.code === 'stale_version') this.sync();
        resolve(answer);
      };
      attempt();
    });
  }

  /** Fetch the state anew, after a call that changed it. */
  refresh(): void {
    if (this.open) this.sync();
    else void this.poll();
  }

  private tick(): void {
    const now = Date.now();
    if (this.stopped) return;
    if (this.open && now - this.lastBeat >= timing.DEAD_AFTER) this.lost();
    if (!this.wire && !this.connecting && now >= this.retryAt) void this.connect();
    if (this.open) {
      if (this.syncAsked !== null && now - this.syncAsked >= timing.SNAPSHOT_PATIENCE) this.sync();
      if (now - this.lastSend >= timing.RESEND_EVERY) this.deliver();
    } else if (now - this.lostAt >= timing.HTTP_AFTER) {
      if (now - this.lastPoll >= timing.POLL_EVERY) void this.poll();
      if (now - this.lastSend >= timing.RESEND_EVERY) void this.post();
    }
  }

  private async connect(): Promise<void> {
    this.connecting = true;
    const { gemeente, session, as, bearer } = this.options;
    try {
      const body = { gemeente, session, as };
      const { ticket } = await call<Ticket>('/socket-tickets', { method: 'POST', body, bearer });
      this.silent.value = false;
      if (!this.stopped) this.listen((this.options.dial ?? dial)(ticket));
    } catch (failure) {
      this.silent.value = failure instanceof NoAnswer;
      if (failure instanceof ApiError && [401, 403, 404].includes(failure.status)) this.refuse();
      else this.retry(failure instanceof ApiError ? (failure.retryAfter ?? 0) * 1000 : 0);
    } finally {
      this.connecting = false;
    }
  }

  private listen(wire: Wire): void {
    this.wire = wire;
    const current = () => this.wire === wire;
    wire.onOpen(() => {
      if (!current()) return;
      this.open = true;
      this.lastBeat = Date.now();
      this.store.doubt();
      this.syncAsked = Date.now();
    });
    wire.onClosed(() => {
      if (current()) this.lost();
    });
    wire.on((event, payload) => {
      if (current()) this.hear(event, payload);
    });
  }

  private hear(event: ServerEvent, payload: unknown): void {
    if (event === 'heartbeat' || event === 'snapshot') this.lastBeat = Date.now();
    const missing = this.store.receive(event, payload);
    if (event === 'snapshot') this.arrived();
    if (event === 'server_restart') {
      this.lost((payload as { after: number }).after * 1000);
    } else if (event === 'ended') {
      void this.finish();
    } else if (missing && this.syncAsked === null) {
      this.sync();
    }
  }

  /** A whole snapshot is there: the place is known, and the connection does what it should. */
  private arrived(): void {
    const { gemeente, session } = this.options;
    const me = this.store.snapshot.peek()?.me;
    batch(() => {
      if (me !== undefined && this.outbox.peek() === null) {
        const owner = { gemeente, session, participant: me.id };
        const { shelf } = this.options;
        const outbox = shelf === undefined ? new Outbox(owner) : new Outbox(owner, shelf);
        this.outbox.value = outbox;
        this.delivery.value = new Delivery(outbox, this.store);
      }
      this.phase.value = this.open ? 'live' : 'polling';
    });
    if (!this.open) return;
    this.syncAsked = null;
    this.pause = timing.RECONNECT_FIRST;
    this.deliver();
  }

  private sync(): void {
    const wire = this.wire;
    if (!this.open || wire === null) return;
    this.store.doubt();
    this.syncAsked = Date.now();
    wire.emit('sync', {}, (answer) => {
      if (this.wire === wire && answer.ok) this.hear('snapshot', answer.snapshot);
    });
  }

  /** Send what waits, in order: over the socket, or over HTTP when that has been away for long enough. */
  private deliver(): void {
    if (!this.open || this.phase.peek() !== 'live') return;
    this.lastSend = Date.now();
    for (const op of this.outbox.peek()?.ops.peek() ?? []) {
      this.wire?.emit('score', op, (receipt) => this.settle(op, receipt));
    }
  }

  private settle(op: ScoreOp, receipt: Parameters<Delivery['settle']>[1]): void {
    if (this.store.ended.peek() === 'taken_over') return;
    this.delivery.peek()?.settle(op, receipt);
    if (receipt.state === 'stale') this.deliver();
  }

  private async post(keepalive = false): Promise<void> {
    const ops = (this.outbox.peek()?.ops.peek() ?? []).slice(0, BATCH);
    if (ops.length === 0 || this.posting) return;
    this.posting = true;
    this.lastSend = Date.now();
    try {
      const path = sessionPath(this.options.gemeente, this.options.session, '/scores');
      const { receipts } = await call<ReceiptList>(path, { method: 'POST', body: { ops }, keepalive });
      ops.forEach((op, i) => {
        const receipt = receipts[i];
        if (receipt !== undefined) this.settle(op, receipt);
      });
    } catch (failure) {
      const delivery = this.delivery.peek();
      if (delivery !== null && failure instanceof ApiError) delivery.postponed.value = true;
    } finally {
      this.posting = false;
    }
  }

  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    this.lastPoll = Date.now();
    try {
      const { gemeente, session, as, bearer } = this.options;
      const path = sessionPath(gemeente, session, `/snapshot?as=${as}`);
      const { data, etag } = await request<Snapshot>(path, { etag: this.etag, bearer });
      this.etag = etag;
      if (this.open && this.store.snapshot.peek() !== null) return;
      if (data !== null) this.store.receive('snapshot', data);
      if (this.phase.peek() !== 'over') this.arrived();
    } catch (failure) {
      if (failure instanceof ApiError && [401, 403, 404].includes(failure.status)) this.refuse();
      else if (failure instanceof NoAnswer || failure instanceof ApiError) this.down();
    } finally {
      this.polling = false;
    }
  }

  private lost(after = 0): void {
    const was = this.open;
    this.hangUp();
    this.store.doubt();
    if (was) this.lostAt = Date.now();
    this.down();
    this.retry(after);
  }

  private down(): void {
    if (this.phase.peek() === 'live' || !this.open) this.phase.value = this.phase.peek() === 'over' ? 'over' : 'down';
  }

  private retry(after: number): void {
    const wait = Math.max(after, this.pause) + Math.random() * this.pause;
    this.retryAt = Date.now() + wait;
    this.pause = Math.min(this.pause * 2, timing.RECONNECT_LAST);
    if (this.phase.peek() === 'starting') this.phase.value = 'down';
  }

  private hangUp(): void {
    const wire = this.wire;
    this.wire = null;
    this.open = false;
    this.syncAsked = null;
    wire?.close();
  }

  private refuse(): void {
    this.stranger.value = true;
    this.phase.value = 'over';
    this.stop();
  }

  /** The server ended this: what still waits is asked about once more, unless this place is another phone's now. */
  private async finish(): Promise<void> {
    this.phase.value = 'over';
    this.stop();
    if (this.store.ended.peek() === 'taken_over') {
      this.outbox.peek()?.clear();
    } else if (this.store.ended.peek() === 'closed') {
      await this.post();
      await this.poll();
    }
  }

  private readonly wake = (): void => {
    if (document.visibilityState === 'hidden') {
      this.flush();
      return;
    }
    this.retryAt = 0;
    this.pause = timing.RECONNECT_FIRST;
    this.tick();
    this.deliver();
  };

  /** The page may be going away: what the socket cannot bring any more goes as a last request. */
  private readonly flush = (): void => {
    if (!this.open && !this.stopped) void this.post(true);
  };

  /** Another tab changed the outbox; what it took away stands in the next snapshot. */
  private readonly stored = (event: StorageEvent): void => {
    const outbox = this.outbox.peek();
    if (outbox === null || !outbox.owns(event.key)) return;
    outbox.refresh();
    if (event.newValue === null) this.sync();
  };
}

function dial(ticket: string): Wire {
  const manager = new Manager(location.origin, {
    transports: ['websocket'],
    reconnection: false,
    timeout: timing.CONNECT_PATIENCE,
  });
  const socket = manager.socket('/', { auth: { ticket } });
  return {
    on: (listener) => {
      for (const event of SERVER_EVENTS) socket.on(event, (payload: unknown) => listener(event, payload));
    },
    onOpen: (listener) => void socket.on('connect', listener),
    onClosed: (listener) => {
      socket.on('disconnect', () => listener(false));
      socket.on('connect_error', () => listener(true));
    },
    emit: (event, payload, ack) => void socket.emit(event, payload, ack),
    close: () => void socket.disconnect(),
  };
}
