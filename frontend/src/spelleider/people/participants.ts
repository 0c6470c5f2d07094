import { signal } from '@preact/signals';
import { ApiError, call, sessionPath } from '../../shared/api/client';
import type { GroupName, ParticipantList, ParticipantRow } from '../../shared/api/types';
import { t } from '../words';

/** What the spelleider sets right about somebody. */
export interface Change {
  confirmed?: boolean;
  group?: GroupName;
  removed?: boolean;
}

/** The participants of the session as the spelleider sees them: no name and no answers. */
export class Participants {
  readonly rows = signal<ParticipantRow[]>([]);
  /** Why the last thing asked was not done. */
  readonly trouble = signal<string | null>(null);
  private asked = 0;

  constructor(
    private readonly gemeente: string,
    private readonly session: string,
  ) {}

  /** Ask for the list; of two questions under way only the last counts. Answers whether there was an answer. */
  async load(): Promise<boolean> {
    const mine = ++this.asked;
    try {
      const { participants } = await call<ParticipantList>(this.path('/participants'));
      if (mine === this.asked) this.rows.value = participants;
      return true;
    } catch {
      return false; // The list of a moment ago stays.
    }
  }

  /** Confirm, move, remove or bring back one participant. */
  async change(id: string, change: Change): Promise<void> {
    this.trouble.value = null;
    try {
      const row = await call<ParticipantRow>(this.path(`/participants/${id}`), { method: 'PATCH', body: change });
      this.rows.value = this.rows.peek().map((one) => (one.id === id ? row : one));
    } catch (failure) {
      this.trouble.value = words(failure);
    }
  }

  /** Let new participants in, or no longer; the server tells what the door is now. */
  async lock(locked: boolean): Promise<void> {
    this.trouble.value = null;
    try {
      await call(this.path('/door'), { method: 'PATCH', body: { joining: locked ? 'locked' : 'open' } });
    } catch (failure) {
      this.trouble.value = words(failure);
    }
  }

  private path(rest: string): string {
    return sessionPath(this.gemeente, this.session, rest);
  }
}

/** Who chose a group by typing a code, and still has to be confirmed. */
export function unconfirmed(rows: ParticipantRow[]): ParticipantRow[] {
  return rows.filter((row) => !row.confirmed && !row.removed);
}

/** What went wrong, in the words of the server when it has them. */
export function words(failure: unknown): string {
  if (failure instanceof ApiError) return failure.problem?.detail ?? t('unexpected');
  return t('no_answer');
}
