import { signal } from '@preact/signals';
import type { ScoreOp } from '../api/types';
import { uuid } from './uuid';

/** The part of `localStorage` that is needed here. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface Owner {
  gemeente: string;
  session: string;
  participant: string;
}

export type Answer = Pick<ScoreOp, 'item' | 'round' | 'value'>;

/**
 * Answers that the server has not acknowledged yet, in order. Each stands under a key of its own, so that two tabs
 * never overwrite each other's; of one item and round only the newest stays.
 */
export class Outbox {
  readonly ops = signal<ScoreOp[]>([]);
  /** `false`: this browser keeps nothing, or nothing more, so the page has to stay open. */
  readonly lasting = signal(true);
  private shelf: Shelf;
  private readonly prefix: string;
  private seq = 0;

  constructor(
    readonly owner: Owner,
    shelf: Shelf | null = browserShelf(),
  ) {
    this.shelf = shelf ?? memoryShelf();
    this.lasting.value = shelf !== null;
    this.prefix = `wijk/${owner.gemeente}/${owner.session}/${owner.participant}/`;
    this.refresh();
  }

  /** Look again: another tab may have put something here, or taken something away. */
  refresh(): void {
    const found: ScoreOp[] = [];
    for (let i = 0; i < this.shelf.length; i += 1) {
      const key = this.shelf.key(i);
      if (key?.startsWith(`${this.prefix}op/`)) found.push(...parse(this.shelf.getItem(key)));
    }
    this.ops.value = found.sort((a, b) => a.seq - b.seq);
  }

  /** Whether a key of the storage belongs to this outbox. */
  owns(key: string | null): boolean {
    return key === null || key.startsWith(`${this.prefix}op/`);
  }

  /** Keep an answer; `floor` is the highest sequence number known for it. It replaces an older one on the same item. */
  put(answer: Answer, floor: number): ScoreOp {
    const kept = Number(this.shelf.getItem(`${this.prefix}seq`)) || 0;
    this.seq = Math.max(this.seq, kept, floor) + 1;
    const op: ScoreOp = { op: uuid(), seq: this.seq, ...answer };
    this.write(`${this.prefix}seq`, String(this.seq));
    this.write(`${this.prefix}op/${op.op}`, JSON.stringify(op));
    this.refresh();
    for (const older of this.ops.peek()) {
      if (older.op !== op.op && older.seq <= op.seq && sameItem(older, op)) this.remove(older.op);
    }
    return op;
  }

  /** The server has it, or will never take it. */
  remove(op: string): void {
    this.shelf.removeItem(`${this.prefix}op/${op}`);
    this.ops.value = this.ops.peek().filter((one) => one.op !== op);
  }

  find(op: string): ScoreOp | undefined {
    return this.ops.peek().find((one) => one.op === op);
  }

  /**
   * Another tab or phone went further: `highest` is the sequence number that stands. An answer that was overtaken here
   * as well is dropped; else it is the last one given and goes again, as a new operation above the highest.
   */
  overtaken(op: ScoreOp, highest: number): void {
    this.refresh();
    if (this.find(op.op) === undefined) return;
    const newer = this.ops.peek().some((one) => one.seq > op.seq && sameItem(one, op));
    this.remove(op.op);
    if (!newer) this.put({ item: op.item, round: op.round, value: op.value }, highest);
  }

  /** Forget everything: this place was taken over by another phone. */
  clear(): void {
    for (const { op } of this.ops.peek()) this.remove(op);
  }

  private write(key: string, value: string): void {
    try {
      this.shelf.setItem(key, value);
    } catch {
      this.shelf = memoryShelf(this.shelf);
      this.lasting.value = false;
      this.shelf.setItem(key, value);
    }
  }
}

export function sameItem(a: Answer, b: Answer): boolean {
  return a.item === b.item && a.round === b.round;
}

function parse(text: string | null): ScoreOp[] {
  try {
    const op = JSON.parse(text ?? 'null') as ScoreOp | null;
    return op !== null && typeof op.op === 'string' && Number.isInteger(op.seq) ? [op] : [];
  } catch {
    return [];
  }
}

function browserShelf(): Shelf | null {
  try {
    localStorage.setItem('wijk/try', '1');
    localStorage.removeItem('wijk/try');
    return localStorage;
  } catch {
    return null;
  }
}

function memoryShelf(from?: Shelf): Shelf {
  const kept = new Map<string, string>();
  for (let i = 0; i < (from?.length ?? 0); i += 1) {
    const key = from?.key(i) ?? '';
    kept.set(key, from?.getItem(key) ?? '');
  }
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
