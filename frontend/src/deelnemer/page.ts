import type { GroupName } from '../shared/api/types';
import type { Seat } from './join/AlreadyIn';
import { GROUPS } from '../shared/api/types';

/** What the server's page says about itself: see `web/pages.py`. */
export type Page =
  | { kind: 'join' }
  | {
      kind: 'join-link';
      token: string;
      group: GroupName | null;
      sessionTitle: string;
      wijk: string;
      promise: PromiseData;
      joined: Seat | null;
      /** Nobody new may come in now. */
      locked: boolean;
      /** The languages that the gemeente offers. */
      languages: string[];
    }
  | { kind: 'session'; gemeente: string; session: string };

/** What people are told about their answers before they join. */
export interface PromiseData {
  smallestGroup: number | null;
  retention: string;
}

export function readPage(data: DOMStringMap, path: string): Page {
  const promise = { smallestGroup: Number(data.smallestGroup) || null, retention: data.retention ?? '' };
  if (data.page === 'session') return { kind: 'session', gemeente: data.gemeente ?? '', session: data.session ?? '' };
  if (data.page !== 'join-link') return { kind: 'join' };
  const joinedGroup = groupName(data.joinedGroup);
  return {
    kind: 'join-link',
    token: decodeURIComponent(path.split('/').filter(Boolean).pop() ?? ''),
    group: groupName(data.group),
    sessionTitle: data.sessionTitle ?? '',
    wijk: data.wijk ?? '',
    promise,
    languages: listed(data.languages),
    locked: data.door === 'locked',
    joined: data.joined && joinedGroup ? { path: data.joined, group: joinedGroup } : null,
  };
}

function groupName(text: string | undefined): GroupName | null {
  return GROUPS.find((group) => group === text) ?? null;
}

/** How long this gemeente keeps answers, in the words of the server's page; empty where no page says it. */
export function retentionHere(page: Document = document): string {
  return page.getElementById('app')?.dataset.retention ?? '';
}

/** The languages that this gemeente offers. */
export function languagesHere(page: Document = document): string[] {
  return listed(page.getElementById('app')?.dataset.languages);
}

function listed(words: string | undefined): string[] {
  return (words ?? '').split(' ').filter(Boolean);
}
