import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { OutcomeOp, Refusal, Snapshot, StepOp, StepTaken, Ticket } from '../../src/shared/api/types';
import { type Meeting, URL_OF_SERVER } from './helper';

type About = Pick<StepOp, 'opgave' | 'item' | 'minutes' | 'view' | 'leave'>;

/** A spelleider by the public interface alone: takes steps without the screen of the cockpit. */
export class Leader {
  private constructor(
    private readonly meeting: Meeting,
    private readonly socket: Socket,
  ) {}

  static async of(meeting: Meeting): Promise<Leader> {
    const { gemeente, session } = meeting;
    const { ticket } = await call<Ticket>(meeting, 'POST', '/socket-tickets', { gemeente, session, as: 'facilitator' });
    const extraHeaders = { Origin: URL_OF_SERVER };
    const socket = io(URL_OF_SERVER, {
      transports: ['websocket'],
      auth: { ticket },
      extraHeaders,
      reconnection: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new Leader(meeting, socket);
  }

  snapshot(): Promise<Snapshot> {
    return call<Snapshot>(this.meeting, 'GET', `${this.path}/snapshot?as=facilitator`);
  }

  /** Take steps, one after the other, all about the same. */
  async step(steps: StepOp['step'] | StepOp['step'][], about: About = {}): Promise<void> {
    for (const step of [steps].flat()) {
      const { version } = await this.snapshot();
      // Points without an outcome are left for later: a session closes with a word about each of them.
      const leave = step === 'close' ? { leave: 'Geen tijd meer' } : {};
      const op = { op: randomUUID(), step, expect: version, ...leave, ...about };
      const answer = (await this.socket.timeout(10_000).emitWithAck('step', op)) as StepTaken | Refusal;
      if (!answer.ok) throw new Error(`${step}: ${answer.code} ${answer.message}`);
    }
  }

  /** Change something about the participant with this label ('Bewoner 01'). */
  async change(label: string, change: { removed?: boolean; confirmed?: boolean }): Promise<void> {
    const { participants } = await call<{ participants: { id: string; label: string }[] }>(
      this.meeting,
      'GET',
      `${this.path}/participants`,
    );
    const found = participants.find((one) => one.label === label);
    if (found === undefined) throw new Error(`nobody is ${label}`);
    await call(this.meeting, 'PATCH', `${this.path}/participants/${found.id}`, change);
  }

  /** Show the note that begins with these words, or hide it for a reason. */
  async decide(words: string, reason?: string): Promise<void> {
    const find = async () => (await this.snapshot()).notes?.find(({ text }) => text.startsWith(words));
    await expect.poll(find).toBeDefined();
    const note = (await find())?.id;
    const body = { op: randomUUID(), note, show: reason === undefined, reason: reason ?? null };
    await call(this.meeting, 'POST', `${this.path}/note-decisions`, body);
  }

  /** End the conversation about a punt. */
  async end(item: string, outcome: Omit<OutcomeOp, 'op' | 'item'>): Promise<void> {
    await call(this.meeting, 'POST', `${this.path}/outcomes`, { op: randomUUID(), item, ...outcome });
  }

  leave(): void {
    this.socket.close();
  }

  private get path(): string {
    return `/gemeenten/${this.meeting.gemeente}/sessions/${this.meeting.session}`;
  }
}

async function call<T>({ signIn }: Meeting, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${URL_OF_SERVER}/api/v1${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      Cookie: `${signIn.name}=${signIn.value}`,
      Origin: URL_OF_SERVER,
      'Sec-Fetch-Site': 'same-origin',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
