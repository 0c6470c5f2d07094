import { call } from '../../shared/api/client';
import type { DoorSeen, Joined, JoinRequest, Language } from '../../shared/api/types';

const FRESH = 'wijk/fresh/';

/** Where to go after joining. */
export type Go = (path: string) => void;

/** What is behind a code; nothing changes. */
export function look(code: string): Promise<DoorSeen> {
  return call<DoorSeen>('/participants/door', { method: 'POST', body: { code } });
}

export async function join(
  body: Pick<JoinRequest, 'code' | 'join_token' | 'group'> & { language: Language },
): Promise<string> {
  const { session } = await call<Joined>('/participants', { method: 'POST', body });
  fresh(session.id);
  return pageOf(session);
}

/** Somebody joined on this phone just now, and is told the terugkomcode first. */
export function fresh(session: string): void {
  try {
    sessionStorage.setItem(FRESH + session, '1');
  } catch {
    // Then the terugkomcode is found under 'Mijn gegevens'.
  }
}

export async function comeBack(code: string, returnCode: string): Promise<string> {
  const body = { code, return_code: returnCode };
  const { session } = await call<Joined>('/participants/return', { method: 'POST', body });
  return pageOf(session);
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

function pageOf({ gemeente, id }: Joined['session']): string {
  return `/${encodeURIComponent(gemeente)}/doe-mee/${id}`;
}
