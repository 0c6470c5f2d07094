import { describe, expect, it } from 'vitest';
import { agreement, revealed } from '../charts/testing/makers';
import { nextOf, strongestOf } from './now';

describe('what happens first', () => {
  it('is the first day of what is still open, and an answer counts until it was given', () => {
    const [done, late, soon] = [
      agreement(1, { due: '2026-11-01', status: 'done' }),
      agreement(2, { due: '2026-12-20', answer_by: '2026-11-30', status: 'in_progress' }),
      agreement(3, { due: '2026-12-10' }),
    ];
    expect(nextOf([done, late, soon])).toEqual({ day: '2026-12-10', kind: 'due', agreement: soon });
    expect(nextOf([done])).toBeNull();
  });
});

describe('the strongest differences', () => {
  it('are at most three, in the order of the server', () => {
    const snapshot = revealed();
    expect(strongestOf(snapshot).map(({ item }) => item.id)).toEqual(snapshot.lists.differ.slice(0, 3));
    expect(strongestOf({ ...snapshot, published: [] })).toEqual([]);
  });
});
