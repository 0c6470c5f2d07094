import { batch, signal } from '@preact/signals';
import { Manager } from 'socket.io-client';
import { ApiError, NoAnswer, call } from '../api/client';
import type { As, Refusal, ScoreOp, Ticket } from '../api/types';
import { Delivery } from './delivery';
import { SERVER_EVENTS, type Asked, type ClientEvents, type ServerEvent, type Wire } from './events';
import { HttpWay } from './http-way';
import { Outbox, type Answer, type Shelf } from './outbox';
import { SessionStore } from './session';
import { insist } from './steps';
import * as timing from './timing';

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
  private readonly http: HttpWay;
  private wire: Wire | null = null;
  private open = false;
  private stopped = false;
  private connecting = false;
  private retryAt = 0;
  private pause = timing.RECONNECT_FIRST;
  private lastBeat = 0;
  /** When the present socket brought anything at all. */
  private lastHeard = 0;
  private lostAt = Date.now();
  /** When each waiting answer was last sent over the present socket. */
  private readonly sentAt = new Map<string, number>();
  /** Which of them it said nothing about so far. */
  private readonly unheard = new Set<string>();
  private syncAsked: number | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: PortalOptions) {
    this.http = new HttpWay(options);
  }

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
    if (this.store.ended.peek() === 'taken_over') return;
    this.delivery.peek()?.keep(answer);
    if (this.stopped) void this.post();
    else this.deliver();
    if (document.visibilityState === 'hidden') this.flush();
  }

  /** Say an operation over the socket until it is answered; without any answer it is given up after a while. */
  ask<E extends Asked>(event: E, op: ClientEvents[E]['payload']): Promise<ClientEvents[E]['ack'] | Refusal> {
    return insist(op, (what, done) => {
      if (this.open) this.wire?.emit(event, what, done);
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
      this.deliver();
    } else if (now - this.lostAt >= timing.HTTP_AFTER) {
      if (this.http.pollDue) void this.poll();
      if (this.http.postDue) void this.post();
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
      if (noPlace(failure)) this.refuse();
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
    this.lastHeard = Date.now();
    if (event === 'heartbeat' || event === 'snapshot') this.lastBeat = Date.now();
    const missing = this.store.receive(event, payload);
    if (event === 'snapshot') {
      this.arrived();
      this.syncAsked = missing && this.open ? Date.now() : null;
    } else if (event === 'server_restart') {
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
      // The phone was handed on in another tab: what waits here of the person before goes out with nobody's name.
      if (me !== undefined && this.outbox.peek()?.owner.participant !== me.id) {
        const owner = { gemeente, session, participant: me.id };
        const { shelf } = this.options;
        const outbox = shelf === undefined ? new Outbox(owner) : new Outbox(owner, shelf);
        this.outbox.value = outbox;
        this.delivery.value = new Delivery(outbox, this.store);
      }
      this.phase.value = this.open ? 'live' : 'polling';
    });
    if (!this.open) return;
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

  /** The present socket brought nothing at all for a while. One of a slow server brings at least news of others. */
  private get mute(): boolean {
    return this.open && Date.now() - this.lastHeard >= timing.RESEND_EVERY;
  }

  /** Send what waits, in order, over the socket; what a mute one left unanswered goes over HTTP as well. */
  private deliver(): void {
    if (!this.open || this.phase.peek() !== 'live') return;
    const now = Date.now();
    const mute = this.mute;
    let late = false;
    for (const op of this.outbox.peek()?.ops.peek() ?? []) {
      if (now - (this.sentAt.get(op.op) ?? -Infinity) < timing.RESEND_EVERY) continue;
      this.sentAt.set(op.op, now);
      late ||= mute && this.unheard.has(op.op);
      this.unheard.add(op.op);
      this.wire?.emit('score', op, (receipt) => {
        this.lastHeard = Date.now();
        this.settle(op, receipt);
      });
    }
    if (late) void this.post();
  }

  private settle(op: ScoreOp, receipt: Parameters<Delivery['settle']>[1]): void {
    this.unheard.delete(op.op);
    if (this.store.ended.peek() === 'taken_over') return;
    this.delivery.peek()?.settle(op, receipt);
    if (receipt.state === 'stale') this.deliver();
  }

  private async post(keepalive = false): Promise<void> {
    const outbox = this.outbox.peek();
    if (outbox === null) return;
    try {
      const settled = await this.http.scores(outbox.ops.peek(), outbox.owner.participant, keepalive);
      // HTTP answers while the socket is mute: it is dead, and only we did not know.
      const dead = this.mute && settled.some(([op]) => this.unheard.has(op.op));
      for (const [op, receipt] of settled) this.settle(op, receipt);
      if (dead) this.lost();
      if (settled.length > 0 && this.phase.peek() === 'down') await this.poll();
    } catch (failure) {
      const delivery = this.delivery.peek();
      if (delivery !== null && failure instanceof ApiError) delivery.postponed.value = true;
    }
  }

  private async poll(): Promise<void> {
    try {
      const fresh = await this.http.snapshot();
      if (fresh === 'busy') return;
      if (this.open && this.store.snapshot.peek() !== null) {
        this.http.forget();
        return;
      }
      if (fresh !== 'unchanged') this.store.receive('snapshot', fresh);
      if (this.phase.peek() !== 'over') this.arrived();
    } catch (failure) {
      if (noPlace(failure)) this.refuse();
      else if (this.phase.peek() === 'polling') this.phase.value = 'down';
    }
  }

  private lost(after = 0): void {
    const was = this.open;
    this.hangUp();
    this.store.doubt();
    if (was) {
      this.lostAt = Date.now();
      this.phase.value = 'down';
    }
    this.retry(after);
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
    this.sentAt.clear();
    this.unheard.clear();
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
    const silence = Date.now() - this.lastBeat;
    if (this.open && silence >= timing.DEAD_AFTER) this.lost();
    else if (silence >= timing.BEAT_MISSED) this.sync();
    this.retryAt = 0;
    this.pause = timing.RECONNECT_FIRST;
    this.tick();
    this.deliver();
  };

  /**
   * The page may be going away, and a phone that sleeps brings nothing more over its socket: what has no receipt goes as
   * a last request as well. The server takes each operation once.
   */
  private readonly flush = (): void => {
    if (!this.stopped) void this.post(true);
  };

  /** Another tab changed the outbox; what it took away stands in the next snapshot. */
  private readonly stored = (event: StorageEvent): void => {
    const outbox = this.outbox.peek();
    if (outbox === null || !outbox.owns(event.key)) return;
    outbox.refresh();
    if (event.newValue === null) this.sync();
  };
}

function noPlace(failure: unknown): boolean {
  return failure instanceof ApiError && [401, 403, 404].includes(failure.status);
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
