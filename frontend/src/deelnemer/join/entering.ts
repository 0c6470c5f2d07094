import { call } from '../../shared/api/client';
import type { Joined, JoinRequest } from '../../shared/api/types';

const FRESH = 'wijk/fresh/';

/** Where to go after joining. */
export type Go = (path: string) => void;

export async function join(request: Pick<JoinRequest, 'code' | 'join_token' | 'group'>): Promise<string> {
  return entered(await call<Joined>('/participants', { method: 'POST', body: { ...request, language: 'nl-b1' } }));
}

export async function comeBack(code: string, returnCode: string): Promise<string> {
  const body = { code, return_code: returnCode };
  return entered(await call<Joined>('/participants/return', { method: 'POST', body }));
}

/** The digits of a code as people type it; `null` when it cannot be one. */
export function digitsOf(typed: string): string | null {
  const digits = typed.replace(/[\s.-]/g, '');
  return /^\d{8}$/.test(digits) ? digits : null;
}

/** Whether this phone joined the session just now and was not told its terugkomcode yet. */
export function isFresh(session: string): boolean {
  try {
    return sessionStorage.getItem(FRESH + session) !== null;
  } catch {
    return false;
  }
}

export function notFreshAnyMore(session: string): void {
  try {
    sessionStorage.removeItem(FRESH + session);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function entered({ session }: Joined): string {
  try {
    sessionStorage.setItem(FRESH + session.id, '1');
  } catch {
    // Then the terugkomcode is found under 'Mijn gegevens'.
  }
  return `/${encodeURIComponent(session.gemeente)}/doe-mee/${session.id}`;
}
