import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StepOp } from '../api/types';
import { insist } from './steps';

const OP: StepOp = { op: '0198c1f0-0000-7000-8000-000000000002', step: 'reveal', expect: 7 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says the same step again until it is answered', async () => {
  const said: StepOp[] = [];
  const answer = insist(OP, (op, done) => {
    said.push(op);
    if (said.length === 2) done({ ok: true, version: 8 });
  });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await answer).toEqual({ ok: true, version: 8 });
  expect(said).toEqual([OP, OP]);
});

it('gives a step without an answer up', async () => {
  const answer = insist(OP, () => undefined);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(await answer).toMatchObject({ ok: false, code: 'no_answer' });
});
