import { effect, signal } from '@preact/signals';
import { ApiError, call, sessionPath } from '../../shared/api/client';
import type { ItemView, Me, OpgaveView, Receipt, Refusal, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { RESEND_EVERY } from '../../shared/live/timing';
import { uuid } from '../../shared/live/uuid';

/** 'Bespreek dit', or no longer: about one punt of an opgave, in the round in which it was said. */
interface Proposal {
  op: string;
  opgave: number;
  round: number;
  item: string;
  on: boolean;
  /** Orders what this person says: the server lets the highest count, however late an older one arrives. */
  seq: number;
}

/** What this person asks to talk about in an opgave: `kept` on this phone, or `sent`, so that it stands in the database. */
export interface OwnProposal {
  item: string | null;
  state: 'kept' | 'sent';
}

/** Why the last proposal about an opgave does not count. */
export interface Lost {
  item: string;
  why: 'too_late' | 'not_taken';
}

type PerOpgave<T> = ReadonlyMap<number, T>;
type Verdict = 'taken' | 'again' | 'too_late' | 'not_taken';

/**
 * What one participant asks to talk about. Only the newest proposal per opgave is kept, under a key of its own beside the
 * answers, until the server has it. One is under way at a time, as the server lets the last one that arrives count;
 * and none while answers wait: those go first.
 */
export class Proposals {
  /** `false`: this browser keeps nothing, so a proposal is gone with the page. */
  readonly lasting = signal(true);
  readonly lost = signal<PerOpgave<Lost>>(new Map());
  private readonly waiting = signal<PerOpgave<Proposal>>(new Map());
  /** What the server took from this page: newer than the snapshot that is shown. */
  private readonly taken = signal<PerOpgave<Proposal>>(new Map());
  private readonly prefix: string;
  private readonly path: string;
  private underWay = false;
  private close: () => void = () => undefined;

  constructor(
    private readonly portal: Portal,
    { gemeente, session }: Snapshot,
    me: Me,
  ) {
    this.prefix = `wijk/${gemeente}/${session}/${me.id}/propose/`;
    this.path = sessionPath(gemeente, session, '/proposals');
    this.recall();
    const timer = setInterval(this.go, RESEND_EVERY);
    addEventListener('online', this.go);
    addEventListener('storage', this.stored);
    document.addEventListener('visibilitychange', this.go);
    const stop = effect(() => {
      const unsent = portal.outbox.value?.ops.value.length;
      if (!this.away && portal.phase.value !== 'starting' && unsent === 0) queueMicrotask(this.go);
      if (portal.store.ended.value === 'closed') this.close();
      if (!this.away) return;
      queueMicrotask(() => stop());
      clearInterval(timer);
      removeEventListener('online', this.go);
      removeEventListener('storage', this.stored);
      document.removeEventListener('visibilitychange', this.go);
      if (portal.store.ended.peek() === 'taken_over') this.clear();
    });
  }

  /** Reads signals: call it while rendering. */
  of(opgave: OpgaveView): OwnProposal {
    const waiting = this.waiting.value.get(opgave.number);
    if (waiting?.round === opgave.round) return { item: waiting.on ? waiting.item : null, state: 'kept' };
    const taken = this.taken.value.get(opgave.number);
    if (taken?.round === opgave.round) return { item: taken.on ? taken.item : null, state: 'sent' };
    const known = this.portal.store.snapshot.value?.me?.proposed ?? [];
    return { item: opgave.items.find(({ id }) => known.includes(id))?.id ?? null, state: 'sent' };
  }

  /** How many proposals the server does not have yet. Reads signals: call it while rendering. */
  get unsent(): number {
    return this.waiting.value.size;
  }

  /** Ask to talk about a punt instead of any other of its opgave, or no longer; sent as soon as possible. */
  say({ number, round }: OpgaveView, { id }: ItemView, on: boolean): void {
    if (this.away) return;
    this.lost.value = without(this.lost.peek(), number);
    this.keep({ op: uuid(), opgave: number, round, item: id, on, seq: this.highest() + 1 });
    this.go();
  }

  private keep(proposal: Proposal): void {
    this.waiting.value = new Map(this.waiting.peek()).set(proposal.opgave, proposal);
    try {
      localStorage.setItem(this.prefix + proposal.opgave, JSON.stringify(proposal));
    } catch {
      this.lasting.value = false;
    }
  }

  /** The highest number known to be used: by the server, by this page, or by another tab. */
  private highest(): number {
    const own = [...this.waiting.peek().values(), ...this.taken.peek().values()].map(({ seq }) => seq);
    return Math.max(this.portal.store.snapshot.peek()?.me?.proposed_seq ?? 0, ...own);
  }

  /** This phone has no place in the session any more: nothing is sent from here. */
  private get away(): boolean {
    const { stranger, store } = this.portal;
    return stranger.value || (store.ended.value !== null && store.ended.value !== 'closed');
  }

  private readonly go = (): void => void this.send();

  private async send(): Promise<void> {
    const [proposal] = this.waiting.peek().values();
    const way = this.way();
    if (proposal === undefined || way === null || this.underWay) return;
    this.underWay = true;
    const verdict = this.over(proposal) ? 'too_late' : await this.bring(proposal, way);
    this.underWay = false;
    if (this.away) return;
    if (typeof verdict === 'number') this.overtaken(proposal, verdict);
    else this.settle(proposal, verdict);
    if (verdict !== 'again' || this.way() !== way) await this.send();
  }

  /** How a proposal can go now: not before the answers, and not before it is known where the room is. */
  private way(): 'socket' | 'http' | null {
    const { phase, outbox, store } = this.portal;
    if (store.ended.peek() === 'closed') return 'http';
    if ((outbox.peek()?.ops.peek().length ?? 0) > 0) return null;
    if (phase.peek() === 'live') return 'socket';
    return phase.peek() === 'polling' ? 'http' : null;
  }

  /** A later round is another question: the server would count this proposal there. */
  private over(proposal: Proposal): boolean {
    const opgave = this.portal.store.snapshot.peek()?.opgaven.find((one) => one.number === proposal.opgave);
    return opgave !== undefined && opgave.round > proposal.round;
  }

  /** Another tab or phone used a higher number: what was said here was said later, so it goes again above that. */
  private overtaken(proposal: Proposal, highest: number): void {
    const { op, opgave } = proposal;
    if (this.waiting.peek().get(opgave)?.op === op) this.keep({ ...proposal, op: uuid(), seq: highest + 1 });
  }

  /** What came of it; a number: that one stands, and is higher. */
  private async bring({ op, item, on, round, seq }: Proposal, way: 'socket' | 'http'): Promise<Verdict | number> {
    const body = { op, item, on, round, seq };
    try {
      if (way === 'socket') return judge(await Promise.race([this.portal.ask('propose', body), this.closing()]));
      return judge(await call<Receipt>(this.path, { method: 'POST', body }));
    } catch (failure) {
      return failure instanceof ApiError && [400, 409].includes(failure.status) ? 'not_taken' : 'again';
    }
  }

  /** The session closed under what was asked: no socket will bring it any more, and little time is left. */
  private closing(): Promise<Refusal> {
    return new Promise((resolve) => {
      this.close = () => resolve({ ok: false, code: 'no_answer', message: '' });
    });
  }

  private settle(proposal: Proposal, verdict: Verdict): void {
    const newest = this.waiting.peek().get(proposal.opgave)?.op === proposal.op;
    if (verdict === 'again') return;
    if (verdict === 'taken') this.taken.value = new Map(this.taken.peek()).set(proposal.opgave, proposal);
    if (!newest) return;
    this.forget(proposal.opgave);
    if (verdict !== 'taken') {
      this.lost.value = new Map(this.lost.peek()).set(proposal.opgave, { item: proposal.item, why: verdict });
    }
  }

  private forget(number: number): void {
    this.waiting.value = without(this.waiting.peek(), number);
    try {
      localStorage.removeItem(this.prefix + number);
    } catch {
      // A browser that keeps nothing has nothing to remove.
    }
  }

  private clear(): void {
    for (const number of this.waiting.peek().keys()) this.forget(number);
  }

  /** What another page of this phone left, or has under way. */
  private recall(): void {
    const found = new Map<number, Proposal>();
    try {
      for (const key of Object.keys(localStorage)) {
        const proposal = key.startsWith(this.prefix) ? parse(localStorage.getItem(key)) : null;
        if (proposal !== null) found.set(proposal.opgave, proposal);
      }
    } catch {
      this.lasting.value = false;
    }
    this.waiting.value = found;
  }

  /** Another tab said something, or the server took what it said; what that was stands in the next snapshot. */
  private readonly stored = ({ key, newValue }: StorageEvent): void => {
    if (key?.startsWith(this.prefix) !== true) return;
    const number = Number(key.slice(this.prefix.length));
    this.recall();
    this.taken.value = without(this.taken.peek(), number);
    if (newValue === null) this.portal.refresh();
  };
}

const known = new WeakMap<Portal, Proposals>();

/** The proposals of whoever this phone belongs to; null as long as that is not known. */
export function proposalsOf(portal: Portal): Proposals | null {
  const snapshot = portal.store.snapshot.peek();
  const proposals = known.get(portal);
  if (proposals !== undefined || snapshot?.me === undefined) return proposals ?? null;
  const made = new Proposals(portal, snapshot, snapshot.me);
  known.set(portal, made);
  return made;
}

function judge(answer: Receipt | Refusal): Verdict | number {
  if (!answer.ok) return ['no_answer', 'retry'].includes(answer.code ?? '') ? 'again' : 'not_taken';
  const state = 'state' in answer ? answer.state : undefined;
  if (state === 'stale' && 'seq' in answer) return answer.seq;
  if (state === 'closed') return 'too_late';
  return state === 'retry' ? 'again' : 'taken';
}

function parse(text: string | null): Proposal | null {
  try {
    const proposal = JSON.parse(text ?? 'null') as Proposal | null;
    return typeof proposal?.op === 'string' && typeof proposal.opgave === 'number' && Number.isInteger(proposal.seq)
      ? proposal
      : null;
  } catch {
    return null;
  }
}

function without<T>(map: PerOpgave<T>, number: number): PerOpgave<T> {
  const next = new Map(map);
  next.delete(number);
  return next;
}
