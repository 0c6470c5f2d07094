import type { GroupName } from '../../src/shared/api/types';

/** A session in the lobby of a gemeente of its own, with everybody's way in. */
export interface Meeting {
  gemeente: string;
  session: string;
  code: string;
  links: Record<GroupName, string>;
  scherm: string;
  cockpit: string;
  signIn: { name: string; value: string };
  beheerder: { name: string; value: string };
}

export interface MeetingWishes {
  opgaven?: number[];
  smallest_group?: number;
  title?: string;
  /** The next one in the gemeente, and the wijk, of an earlier meeting. */
  gemeente?: string;
  wijk?: string;
  pace?: 'led' | 'own' | 'mixed';
  /** The own pace ends so many seconds from now. */
  own_seconds?: number;
  open_bars?: boolean;
  /** Punten that bewoners are not asked, each with its opgave first. */
  bewoners_skip?: [number, number][];
  shared_phones?: boolean;
}

/** A gemeente on its first day. */
export type Town = Pick<Meeting, 'gemeente' | 'beheerder'>;

/** A gemeente with a beheerder who is signed in, and an OpenID provider that knows it. */
export interface OwnSignIn {
  gemeente: string;
  issuer: string;
  client: { id: string; secret: string };
  signIn: { name: string; value: string };
}

/** The address that the real server answers on. */
export const URL_OF_SERVER = required('WIJK_URL');

export const newMeeting = (wishes: MeetingWishes = {}): Promise<Meeting> => ask<Meeting>('/meeting', wishes);
export const newTown = (): Promise<Town> => ask<Town>('/town');
export interface ArrivedMail {
  to: string;
  subject: string;
  /** Where the link in it leads. */
  path: string;
}

/** The mail of a gemeente that a real mail server took from the worker. */
export const mailsOf = (gemeente: string): Promise<ArrivedMail[]> => ask('/mails', { gemeente });
export const newOwnSignIn = (): Promise<OwnSignIn> => ask<OwnSignIn>('/oidc');
export const freezeServer = (): Promise<null> => ask<null>('/freeze');
export const killServer = (): Promise<null> => ask<null>('/kill');
export const startServer = (): Promise<null> => ask<null>('/start');

/** What a browser cannot do, the helper beside the server does: see `tests/browser/playing.py`. */
async function ask<T>(what: string, wishes: object = {}): Promise<T> {
  const answer = await fetch(required('WIJK_HELPER') + what, { method: 'POST', body: JSON.stringify(wishes) });
  if (!answer.ok) throw new Error(`the helper could not do ${what}`);
  return (await answer.json()) as T;
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: run these stories with pytest tests/browser`);
  return value;
}
