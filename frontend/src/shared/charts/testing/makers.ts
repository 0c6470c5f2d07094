import type {
  AgreementView,
  Current,
  GroupName,
  GroupResult,
  ItemResult,
  ItemView,
  Lists,
  OpgaveResult,
  OpgaveView,
  PointView,
  SidesResult,
  Snapshot,
} from '../../api/types';

/** Test data: a session of one gemeente, small enough to read. Counts are [weet ik niet, 1, 2, 3, 4, 5]. */

export const HIDDEN: GroupResult = { answered: null, counts: null, mean: null, agreement: null };
export const NO_LISTS: Lists = {
  differ: [],
  divided: [],
  worry: [],
  strength: [],
  unknown: [],
  proposed: [],
  ranking: [],
};

/** Where the room is: at this opgave, or at one punt of it. */
export function at(opgave: number | null, item: string | null = null): Current {
  return { opgave, view: 'results', item, deadline: null };
}

export function group(counts: number[]): GroupResult {
  const ratings = counts.slice(1).reduce((sum, count) => sum + count, 0);
  const total = counts.slice(1).reduce((sum, count, index) => sum + count * (index + 1), 0);
  const answered = ratings + (counts[0] ?? 0);
  return { answered, counts, mean: ratings > 0 ? total / ratings : null, agreement: null };
}

export function item(number: number, changes: Partial<ItemView> = {}): ItemView {
  return {
    id: `item-${number}`,
    number,
    kind: number > 7 ? 'valkuil' : 'kans',
    name: null,
    text: `Tekst van punt ${number}`,
    explanation: null,
    explain_always: false,
    original: `Oorspronkelijke tekst van punt ${number}`,
    skipped_by: [],
    agreement: null,
    ...changes,
  };
}

/** A punt that the room may talk about; nothing was said about it yet. */
export function point(number: number, changes: Partial<PointView> = {}): PointView {
  return { item: `item-${number}`, choice: null, notes: [], outcome: null, ...changes };
}

/** An afspraak about a punt, made in this session. */
export function agreement(number: number, changes: Partial<AgreementView> = {}): AgreementView {
  return {
    id: `agreement-${number}`,
    item: `item-${number}`,
    earlier: false,
    what: `Afspraak ${number}`,
    organisation: 'Woonbron',
    role: 'wijkbeheerder',
    due: '2026-12-01',
    level: 'operational',
    answer_by: null,
    status: 'open',
    late: false,
    noticed: [],
    ...changes,
  };
}

export function result(number: number, changes: Partial<ItemResult> = {}): ItemResult {
  return {
    item: `item-${number}`,
    round: 1,
    groups: {
      bewoner: group([3, 6, 9, 4, 2, 1]),
      wijkpartner: group([1, 1, 2, 3, 2, 1]),
      ambtenaar: group([0, 0, 0, 1, 2, 2]),
    },
    word: 'no_clear_difference',
    first_word: changes.word ?? 'no_clear_difference',
    finding: { key: 'nothing', values: { kind: 'kans' } },
    pairs: [],
    proposed: null,
    paper: { bewoner: 0, wijkpartner: 0, ambtenaar: 0 },
    waiting: { bewoner: 0, wijkpartner: 0, ambtenaar: 0 },
    movement: null,
    ...changes,
  };
}

/** Bewoners and ambtenaren really differ. */
export function differing(number: number, changes: Partial<ItemResult> = {}): ItemResult {
  return result(number, {
    word: 'large_difference',
    finding: {
      key: 'differ',
      values: { kind: 'kans', groups: ['bewoner', 'ambtenaar'], words: ['mostly_not', 'mostly'] },
    },
    pairs: [
      { groups: ['bewoner', 'wijkpartner'], delta: -0.4, real: false },
      { groups: ['bewoner', 'ambtenaar'], delta: -0.8, real: true },
    ],
    ...changes,
  });
}

/** The second round of a punt: bewoners went up, ambtenaren stayed, wijkpartners were too few. */
export function moved(number: number, changes: Partial<ItemResult> = {}): ItemResult {
  const gap = 'closer' as const;
  const finding = (name: GroupName, often: string) => ({
    key: 'moved',
    values: { kind: 'kans', group: name, often, gap },
  });
  return result(number, {
    round: 2,
    groups: { bewoner: group([0, 1, 2, 6, 10, 6]), wijkpartner: HIDDEN, ambtenaar: group([0, 0, 0, 1, 2, 2]) },
    movement: {
      since: 1,
      groups: {
        bewoner: { both: 24, direction: 'up', delta: 0.6, first: 31, second: 68, finding: finding('bewoner', 'more') },
        wijkpartner: null,
        ambtenaar: {
          both: 5,
          direction: 'level',
          delta: 0,
          first: 80,
          second: 80,
          finding: finding('ambtenaar', 'as_often'),
        },
      },
      apart: -0.4,
      gap,
      changed: true,
    },
    ...changes,
  });
}

export function opgave(number: number, state: OpgaveView['state'], items: ItemView[]): OpgaveView {
  const [name, definition] = [`Opgave ${number}`, `Definitie van opgave ${number}`];
  return { number, name, definition, state, round: 1, only: null, own: false, items };
}

function sides(kansen: number | null, valkuilen: number | null): SidesResult {
  return {
    kansen: { value: kansen, judged: kansen === null ? 0 : 2, asked: 2 },
    valkuilen: { value: valkuilen, judged: valkuilen === null ? 0 : 1, asked: 1 },
  };
}

/** Sub-results of an opgave: bewoners low, ambtenaren high, wijkpartners too few. */
export function opgaveResult(opgave: number, changes: Partial<OpgaveResult> = {}): OpgaveResult {
  return {
    opgave,
    round: 1,
    groups: { bewoner: sides(31, 44), wijkpartner: sides(null, null), ambtenaar: sides(72, 60) },
    overall: sides(52, 52),
    ...changes,
  };
}

const people = (joined: number) => ({ joined, connected: joined, unconfirmed: 0 });

export function snapshot(changes: Partial<Snapshot> = {}): Snapshot {
  const opgaven = [opgave(1, 'waiting', [item(1), item(2), item(8)]), opgave(2, 'waiting', [item(14)])];
  return {
    session: '0198c1f0-0000-7000-8000-000000000001',
    gemeente: 'voorbeeldstad',
    gemeente_name: 'Voorbeeldstad',
    version: 7,
    state: 'lobby',
    title: 'Avond in de Rivierenwijk',
    wijk: 'Rivierenwijk',
    term: 'wijk',
    smallest_group: 3,
    pace: 'led',
    own_until: null,
    open_bars: false,
    shared_phones: false,
    trial: false,
    opgaven,
    current: at(null),
    doors: {
      address: 'https://wijk.example/doe-mee',
      code: '48210977',
      links: {
        bewoner: 'https://wijk.example/doe-mee/aaaa',
        wijkpartner: 'https://wijk.example/doe-mee/bbbb',
        ambtenaar: 'https://wijk.example/doe-mee/cccc',
      },
      joining: 'open',
    },
    progress: {
      session: '0198c1f0-0000-7000-8000-000000000001',
      count: 0,
      items: {},
      paper: {},
      ready: { bewoner: [0, 25], wijkpartner: [0, 10], ambtenaar: [0, 5] },
    },
    published: [],
    opgave_results: [],
    lists: NO_LISTS,
    presence: {
      session: '0198c1f0-0000-7000-8000-000000000001',
      rehearsal: false,
      groups: { bewoner: people(25), wijkpartner: people(10), ambtenaar: people(5) } satisfies Record<
        GroupName,
        unknown
      >,
    },
    discussion: [],
    agreements: [],
    ...changes,
  };
}

/** Opgave 1 can be scored now. */
export function scoring(changes: Partial<Snapshot> = {}): Snapshot {
  return running('scoring', changes);
}

/** Both opgaven are open at everybody's own pace for another half hour. */
export function ownPace(changes: Partial<Snapshot> = {}): Snapshot {
  const opgaven = snapshot().opgaven.map((one) => ({ ...one, state: 'scoring' as const, own: true }));
  const until = new Date(Date.now() + 30 * 60_000).toISOString();
  return snapshot({ state: 'running', pace: 'own', own_until: until, opgaven, ...changes });
}

/** The ten waarden were revealed as the first step: one is strong, one weak, one differs, one is unclear. */
export function firstStep(changes: Partial<Snapshot> = {}): Snapshot {
  const names = ['Samenwerking', 'Per wijk', 'Samen', 'Meedoen'];
  const items = names.map((name, index) => item(index + 101, { kind: 'waarde', name }));
  return snapshot({
    state: 'running',
    opgaven: [{ ...opgave(0, 'revealed', items), name: 'De tien waarden' }, opgave(1, 'waiting', [item(1)])],
    current: at(0),
    published: [result(101), result(102), differing(103), result(104)],
    lists: { ...NO_LISTS, strength: ['item-101'], worry: ['item-102'], differ: ['item-103'] },
    ...changes,
  });
}

/** Opgave 1 was revealed: punt 1 differs. */
export function revealed(changes: Partial<Snapshot> = {}): Snapshot {
  return running('revealed', {
    published: [differing(1), result(2), result(8)],
    opgave_results: [opgaveResult(1)],
    lists: { ...NO_LISTS, differ: ['item-1'], ranking: ['item-1'] },
    discussion: [point(1)],
    ...changes,
  });
}

/** Punt 1 was scored again after the conversation, and shown. */
export function movedOn(changes: Partial<Snapshot> = {}): Snapshot {
  const before = revealed();
  const [first, ...others] = before.opgaven;
  return revealed({
    opgaven: first ? [{ ...first, round: 2, only: 'item-1' }, ...others] : others,
    published: [...before.published, moved(1)],
    ...changes,
  });
}

function running(state: OpgaveView['state'], changes: Partial<Snapshot>): Snapshot {
  const [first, ...others] = snapshot().opgaven;
  const opgaven = first ? [{ ...first, state }, ...others] : others;
  return snapshot({ state: 'running', opgaven, current: at(1), ...changes });
}
