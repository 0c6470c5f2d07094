import { randomUUID } from 'node:crypto';
import type { GroupName, Joined, Receipt, ReceiptList, Snapshot } from '../../src/shared/api/types';
import { type Meeting, URL_OF_SERVER } from './helper';
import { opgave } from './numbers';
import type { Value } from './people';

/** Somebody who takes part by the public interface alone, to fill the room around the browsers. */
export class Voice {
  private seq = 0;

  private constructor(
    private readonly meeting: Meeting,
    private readonly token: string,
  ) {}

  static async join(meeting: Meeting, group: GroupName): Promise<Voice> {
    const body = { join_token: meeting.links[group].split('/').pop(), language: 'nl-b1' };
    const joined = await call<Joined>('/participants', null, body);
    return new Voice(meeting, joined.token);
  }

  snapshot(): Promise<Snapshot> {
    return call<Snapshot>(`${this.path}/snapshot`, this.token);
  }

  /** Score the punten that an opgave asks now, from the first on. */
  async score(values: readonly Value[], number = 1): Promise<void> {
    const { items: all, round, only } = opgave(await this.snapshot(), number);
    const items = only === null ? all : all.filter(({ id }) => id === only);
    const ops = values.map((value, i) => ({ op: randomUUID(), seq: ++this.seq, item: items[i]?.id, round, value }));
    const { receipts } = await call<ReceiptList>(`${this.path}/scores`, this.token, { ops });
    if (receipts.some(({ state }) => state !== 'accepted')) throw new Error(JSON.stringify(receipts));
  }

  /** Ask to talk about a punt of an opgave that is open, the first being 0. */
  async propose(place: number, number = 1): Promise<void> {
    const item = opgave(await this.snapshot(), number).items[place]?.id;
    const { state } = await call<Receipt>(`${this.path}/proposals`, this.token, { op: randomUUID(), item, on: true });
    if (state !== 'accepted') throw new Error(`not accepted: ${state}`);
  }

  private get path(): string {
    return `/gemeenten/${this.meeting.gemeente}/sessions/${this.meeting.session}`;
  }
}

/** People of every group, by the QR codes of their groups. */
export async function fill(meeting: Meeting, sizes: Record<GroupName, number>): Promise<Record<GroupName, Voice[]>> {
  const some = (group: GroupName) =>
    Promise.all(Array.from({ length: sizes[group] }, () => Voice.join(meeting, group)));
  return { bewoner: await some('bewoner'), wijkpartner: await some('wijkpartner'), ambtenaar: await some('ambtenaar') };
}

/** The same answer to all thirteen punten of opgave 1. */
export const always = (value: Value): Value[] => Array.from({ length: 13 }, () => value);

async function call<T>(path: string, token: string | null, body?: object): Promise<T> {
  const answer = await fetch(`${URL_OF_SERVER}/api/v1${path}`, {
    headers: { 'Content-Type': 'application/json', ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
