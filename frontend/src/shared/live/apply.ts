import type {
  Agreed,
  AnswerView,
  Bars,
  Discussion,
  Me,
  Moved,
  Notes,
  Presence,
  Progress,
  Published,
  Snapshot,
} from '../api/types';

/** What a version from the server means beside mine. An equal one is applied: it says again what I have. */
export function place(mine: number, theirs: number): 'old' | 'next' | 'hole' {
  if (theirs < mine) return 'old';
  return theirs <= mine + 1 ? 'next' : 'hole';
}

/** A snapshot replaces everything, except what is known to be newer: own answers and the count of answers. */
export function applySnapshot(old: Snapshot | null, fresh: Snapshot): Snapshot {
  if (old === null || old.session !== fresh.session) return fresh;
  if (fresh.version < old.version) return old;
  const progress = old.progress.count > fresh.progress.count ? old.progress : fresh.progress;
  const same = old.me !== undefined && fresh.me !== undefined && old.me.id === fresh.me.id;
  const me = same ? { me: newest(fresh.me as Me, (old.me as Me).answers) } : {};
  return { ...fresh, progress, ...me };
}

export function applyMoved(old: Snapshot, moved: Moved): Snapshot {
  const { version, state, current, own_until } = moved;
  const now = new Map(moved.opgaven.map((one) => [one.number, one]));
  const opgaven = old.opgaven.map((one) => ({ ...one, ...now.get(one.number) }));
  return { ...old, version, state, current, own_until, opgaven };
}

/** All results there are now: what was taken back stands no longer among them. */
export function applyPublished(old: Snapshot, published: Published): Snapshot {
  const { version, results, lists, opgave_results, discussion } = published;
  return { ...old, version, published: results, lists, opgave_results, discussion };
}

/** One point was decided about; the points stand in a new order. */
export function applyDiscussion(old: Snapshot, { version, point, order }: Discussion): Snapshot {
  const points = new Map([...old.discussion, point].map((one) => [one.item, one]));
  const discussion = order.flatMap((item) => points.get(item) ?? []);
  return { ...old, version, discussion };
}

/** All afspraken as they stand. */
export function applyAgreements(old: Snapshot, { version, agreements }: Agreed): Snapshot {
  return { ...old, version, agreements };
}

/** All notes that only who leads reads; they have no version. */
export function applyNotes(old: Snapshot, { notes }: Notes): Snapshot {
  return { ...old, notes };
}

/** Progress has no version; its count only grows. */
export function applyProgress(old: Snapshot, progress: Progress): Snapshot {
  if (progress.count < old.progress.count) return old;
  return { ...old, progress: { ...progress, items: { ...old.progress.items, ...progress.items } } };
}

/** Bars have no version; their step only grows. */
export function applyBars(old: Snapshot, bars: Bars): Snapshot {
  return bars.step < (old.bars?.step ?? 0) ? old : { ...old, bars };
}

export function applyPresence(old: Snapshot, presence: Presence): Snapshot {
  return { ...old, presence };
}

/** An answer of mine that the server has. */
export function applyAnswer(old: Snapshot, answer: AnswerView): Snapshot {
  return old.me === undefined ? old : { ...old, me: newest(old.me, [answer]) };
}

function newest(me: Me, others: AnswerView[]): Me {
  const answers = new Map(me.answers.map((one) => [`${one.item} ${one.round}`, one]));
  for (const other of others) {
    const key = `${other.item} ${other.round}`;
    const mine = answers.get(key);
    if (mine === undefined || other.seq > mine.seq) answers.set(key, other);
  }
  return { ...me, answers: [...answers.values()] };
}
