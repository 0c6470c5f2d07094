import { batch, effect, signal } from '@preact/signals';
import { ApiError, call, sessionPath } from '../../shared/api/client';
import type { Box, Me, OwnNote, Receipt, Refusal, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { RESEND_EVERY } from '../../shared/live/timing';
import { uuid } from '../../shared/live/uuid';
import { type Draft, EMPTY, Shelf } from './shelf';

/** What stands in one box about one punt: what is typed, and how it is with the last thing that was sent from there. */
export interface Written extends Draft {
  /** `sending`: it waits for an answer of the server. `sent`: the server has what was typed before. */
  state: 'writing' | 'sending' | 'sent';
  /** Why the server did not take it, in its own words. */
  refused: string | null;
}

type Way = 'socket' | 'http';
type Verdict = 'taken' | 'again' | { refused: string };

/** What a box of a punt is called, here and on the shelf. */
const keyOf = (item: string, box: Box): string => `${item}/${box}`;

/**
 * What one participant writes about punten. What is typed is kept at every keystroke; when it is to be sent it gets an
 * operation of its own, and is said under that name until the server answers: it arrives once.
 */
export class Notes {
  /** `false`: this browser keeps nothing, so what is typed is gone with the page. */
  readonly lasting = signal(true);
  private readonly drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  private readonly refusals = signal<ReadonlyMap<string, string>>(new Map());
  private readonly sent = signal<ReadonlySet<string>>(new Set());
  /** What the server took from this page: newer than the snapshot that is shown. */
  private readonly taken = signal<readonly OwnNote[]>([]);
  private readonly shelf: Shelf;
  private readonly path: string;
  private underWay = false;
  private close: () => void = () => undefined;

  constructor(
    private readonly portal: Portal,
    { gemeente, session }: Snapshot,
    me: Me,
  ) {
    this.shelf = new Shelf(`wijk/${gemeente}/${session}/${me.id}/note/`);
    this.path = sessionPath(gemeente, session, '/notes');
    this.recall();
    const timer = setInterval(this.go, RESEND_EVERY);
    addEventListener('online', this.go);
    addEventListener('storage', this.stored);
    document.addEventListener('visibilitychange', this.go);
    const stop = effect(() => {
      if (portal.phase.value !== 'starting') queueMicrotask(this.go);
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
  of(item: string, box: Box): Written {
    const key = keyOf(item, box);
    const draft = this.drafts.value.get(key) ?? EMPTY;
    const sent = this.sent.value.has(key) && draft.text === '';
    const state = draft.op !== null ? 'sending' : sent ? 'sent' : 'writing';
    return { ...draft, state, refused: this.refusals.value.get(key) ?? null };
  }

  /** The own notes about a punt that the server has, oldest first. Reads signals: call it while rendering. */
  own(item: string): OwnNote[] {
    const known = this.portal.store.snapshot.value?.me?.notes ?? [];
    const fresh = this.taken.value.filter(({ id }) => !known.some((one) => one.id === id));
    return [...known, ...fresh].filter((one) => one.item === item);
  }

  /** How many notes are to be sent and not at the server yet. Reads signals: call it while rendering. */
  get unsent(): number {
    return [...this.drafts.value.values()].filter(({ op }) => op !== null).length;
  }

  /** The punten about which something is typed that the server does not have. Reads signals: call it while rendering. */
  get begun(): ReadonlySet<string> {
    const some = [...this.drafts.value].filter(([, { text }]) => text.trim() !== '');
    return new Set(some.map(([key]) => key.slice(0, key.indexOf('/'))));
  }

  /** Somebody types. Nothing changes while a note waits for its answer. */
  write(item: string, box: Box, change: Partial<Pick<Draft, 'text' | 'signed'>>): void {
    const key = keyOf(item, box);
    const before = this.drafts.peek().get(key) ?? EMPTY;
    if (before.op !== null || this.away) return;
    batch(() => {
      this.keep(key, { ...before, ...change });
      this.refusals.value = without(this.refusals.peek(), key);
    });
  }

  /** Send what stands in a box, as soon as possible. */
  send(item: string, box: Box): void {
    const key = keyOf(item, box);
    const draft = this.drafts.peek().get(key);
    if (draft === undefined || draft.op !== null || draft.text.trim() === '' || this.away) return;
    batch(() => {
      this.keep(key, { ...draft, op: uuid() });
      this.refusals.value = without(this.refusals.peek(), key);
      this.sent.value = new Set([...this.sent.peek()].filter((one) => one !== key));
    });
    this.go();
  }

  private keep(key: string, draft: Draft): void {
    this.drafts.value = new Map(this.drafts.peek()).set(key, draft);
    if (!this.shelf.put(key, draft)) this.lasting.value = false;
  }

  /** This phone has no place in the session any more: nothing is sent from here. */
  private get away(): boolean {
    const { stranger, store } = this.portal;
    return stranger.value || (store.ended.value !== null && store.ended.value !== 'closed');
  }

  private readonly go = (): void => void this.bringAll();

  /** One after the other; what gets no answer holds nothing else up, and is tried again later. */
  private async bringAll(): Promise<void> {
    if (this.underWay) return;
    this.underWay = true;
    const tried = new Set<string>();
    const next = () => [...this.drafts.peek()].find(([, { op }]) => op !== null && !tried.has(op));
    for (let found = next(); found !== undefined; found = next()) {
      const [key, draft] = found;
      const way = this.way();
      if (draft.op === null || way === null) break;
      tried.add(draft.op);
      const verdict = await this.bring(key, draft, draft.op, way);
      if (this.away) break;
      this.settle(key, draft, verdict);
    }
    this.underWay = false;
  }

  private way(): Way | null {
    const { phase, store } = this.portal;
    if (store.ended.peek() === 'closed') return 'http';
    if (phase.peek() === 'live') return 'socket';
    return phase.peek() === 'polling' ? 'http' : null;
  }

  private async bring(key: string, { text, signed }: Draft, op: string, way: Way): Promise<Verdict> {
    const [item = '', box] = key.split('/') as [string, Box];
    const body = { op, item, box, text, signed: signed.trim() === '' ? null : signed };
    try {
      if (way === 'socket') return judge(await Promise.race([this.portal.ask('note', body), this.closing()]));
      return judge(await call<Receipt>(this.path, { method: 'POST', body }));
    } catch (failure) {
      const refused = failure instanceof ApiError && [400, 409, 413, 422].includes(failure.status);
      return refused ? { refused: failure.problem?.detail ?? '' } : 'again';
    }
  }

  /** The session closed under what was asked: no socket will bring it any more, and little time is left. */
  private closing(): Promise<Refusal> {
    return new Promise((resolve) => {
      this.close = () => resolve({ ok: false, code: 'no_answer', message: '' });
    });
  }

  private settle(key: string, draft: Draft, verdict: Verdict): void {
    if (verdict === 'again' || this.drafts.peek().get(key)?.op !== draft.op) return;
    if (verdict !== 'taken') {
      batch(() => {
        this.keep(key, { ...draft, op: null });
        this.refusals.value = new Map(this.refusals.peek()).set(key, verdict.refused);
      });
      return;
    }
    const [item = '', box] = key.split('/') as [string, Box];
    const note = { id: draft.op ?? '', item, box, text: draft.text.trim(), state: 'waiting' as const, reason: null };
    batch(() => {
      this.drafts.value = without(this.drafts.peek(), key);
      this.shelf.remove(key);
      this.taken.value = [...this.taken.peek(), note];
      this.sent.value = new Set(this.sent.peek()).add(key);
    });
    this.portal.refresh();
  }

  private clear(): void {
    for (const key of this.drafts.peek().keys()) this.shelf.remove(key);
    this.drafts.value = new Map();
  }

  /** What another page of this phone left, or has under way. */
  private recall(): void {
    const found = this.shelf.all();
    if (found === null) this.lasting.value = false;
    else this.drafts.value = found;
  }

  /** Another tab typed something, or the server took what it sent; what that was stands in the next snapshot. */
  private readonly stored = ({ key, newValue }: StorageEvent): void => {
    if (key?.startsWith(this.shelf.prefix) !== true) return;
    if (this.lasting.peek()) this.recall();
    if (newValue === null) this.portal.refresh();
  };
}

const known = new WeakMap<Portal, Notes>();

/** The notes of whoever this phone belongs to; null as long as that is not known. */
export function notesOf(portal: Portal): Notes | null {
  const snapshot = portal.store.snapshot.peek();
  const notes = known.get(portal);
  if (notes !== undefined || snapshot?.me === undefined) return notes ?? null;
  const made = new Notes(portal, snapshot, snapshot.me);
  known.set(portal, made);
  return made;
}

function judge(answer: Receipt | Refusal): Verdict {
  if (answer.ok) return 'state' in answer && answer.state === 'retry' ? 'again' : 'taken';
  if (['no_answer', 'retry', 'not_found'].includes(answer.code ?? '')) return 'again';
  return { refused: answer.message ?? '' };
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const next = new Map(map);
  next.delete(key);
  return next;
}
