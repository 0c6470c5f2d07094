import { vi } from 'vitest';
import type { ChooseOp, Refusal, Snapshot, StepOp, StepTaken } from '../api/types';
import type { ServerEvent, Wire } from '../live/events';

type Taken = StepTaken | Refusal;

/** The other end of a socket: a test says what the server tells and how it answers who leads. */
export class Line {
  readonly steps: StepOp[] = [];
  answer: (op: StepOp) => Taken = (op) => ({ ok: true, version: op.expect + 1 });
  readonly choices: ChooseOp[] = [];
  /** An answer may be a promise: it is not there yet. */
  chosen: (op: ChooseOp) => Taken | Promise<Taken> = () => ({ ok: true, version: 1 });
  private tellers: ((event: ServerEvent, payload: unknown) => void)[] = [];
  private openers: (() => void)[] = [];
  private closers: ((refused: boolean) => void)[] = [];

  /** Whether somebody listens. */
  get taken(): boolean {
    return this.tellers.length > 0;
  }

  /** Give this to `Portal` as its `dial`. */
  readonly dial = (): Wire => ({
    on: (listener) => void this.tellers.push(listener),
    onOpen: (listener) => void this.openers.push(listener),
    onClosed: (listener) => void this.closers.push(listener),
    emit: (event, payload, ack) => {
      const done = ack as (answer: Taken) => void;
      if (event === 'step') {
        this.steps.push(payload as StepOp);
        done(this.answer(payload as StepOp));
      } else if (event === 'choose') {
        this.choices.push(payload as ChooseOp);
        void Promise.resolve(this.chosen(payload as ChooseOp)).then(done);
      }
    },
    close: () => this.closers.splice(0),
  });

  open(snapshot: Snapshot): void {
    for (const opener of this.openers) opener();
    this.tell('snapshot', snapshot);
  }

  tell(event: ServerEvent, payload: unknown): void {
    for (const teller of this.tellers) teller(event, payload);
  }

  cut(): void {
    for (const closer of this.closers) closer(false);
  }
}

type Handler = (body: unknown) => unknown;

/**
 * The network: answers by 'METHOD /path' below /api/v1, with data or with a whole response; what is not named is not
 * found. Returns what was asked.
 */
export function network(answers: Record<string, Handler>): { asked: { call: string; body: unknown }[] } {
  const asked: { call: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', (address: string, options: RequestInit = {}) => {
    const call = `${options.method ?? 'GET'} ${address.replace('/api/v1', '')}`;
    const body: unknown = typeof options.body === 'string' ? JSON.parse(options.body) : undefined;
    asked.push({ call, body });
    const answer = answers[call];
    const said = answer
      ? answer(body)
      : new Response(JSON.stringify({ code: 'not_found', detail: 'Niet gevonden' }), { status: 404 });
    if (said instanceof Response) return Promise.resolve(said);
    return Promise.resolve(new Response(JSON.stringify(said), { status: 200 }));
  });
  return { asked };
}
