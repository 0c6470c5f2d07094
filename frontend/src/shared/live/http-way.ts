import { call, request, sessionPath } from '../api/client';
import type { Receipt, ReceiptList, ScoreOp, Snapshot } from '../api/types';
import { POLL_EVERY, RESEND_EVERY } from './timing';

const BATCH = 200;

interface Place {
  gemeente: string;
  session: string;
  bearer?: string;
}

/** The way around a socket that does not work: the same answers and the same snapshot over plain HTTP. */
export class HttpWay {
  private etag: string | null = null;
  private polledAt = -Infinity;
  private postedAt = -Infinity;
  private polling = false;
  private posting = false;

  constructor(private readonly place: Place) {}

  get pollDue(): boolean {
    return Date.now() - this.polledAt >= POLL_EVERY;
  }

  get postDue(): boolean {
    return Date.now() - this.postedAt >= RESEND_EVERY;
  }

  /** Send answers of a participant, in order; what came of each. One batch at a time. */
  async scores(waiting: ScoreOp[], participant: string, keepalive: boolean): Promise<[ScoreOp, Receipt][]> {
    const ops = waiting.slice(0, BATCH);
    if (ops.length === 0 || this.posting) return [];
    this.posting = true;
    this.postedAt = Date.now();
    try {
      const path = sessionPath(this.place.gemeente, this.place.session, '/scores');
      const { receipts } = await call<ReceiptList>(path, { method: 'POST', body: { ops, participant }, keepalive });
      return ops.flatMap((op, i): [ScoreOp, Receipt][] => {
        const receipt = receipts[i];
        return receipt === undefined ? [] : [[op, receipt]];
      });
    } finally {
      this.posting = false;
    }
  }

  /** The snapshot; `unchanged` since the last one that was kept; `busy`: already asked. */
  async snapshot(): Promise<Snapshot | 'unchanged' | 'busy'> {
    if (this.polling) return 'busy';
    this.polling = true;
    this.polledAt = Date.now();
    try {
      const { gemeente, session, bearer } = this.place;
      const { data, etag } = await request<Snapshot>(sessionPath(gemeente, session, '/snapshot'), {
        etag: this.etag,
        bearer,
      });
      this.etag = etag;
      return data ?? 'unchanged';
    } finally {
      this.polling = false;
    }
  }

  /** The last snapshot was not used: ask for the whole one the next time. */
  forget(): void {
    this.etag = null;
  }
}
