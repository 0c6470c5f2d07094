import { fit, LONGEST_NAME, LONGEST_NOTE } from './fit';

/** What is typed in one box about one punt, as long as the server does not have it. */
export interface Draft {
  text: string;
  /** The name that the writer wants under it; empty: none. */
  signed: string;
  /** Names the note for ever, from the moment that it is to be sent; null while it is being written. */
  op: string | null;
}

export const EMPTY: Draft = { text: '', signed: '', op: null };

/** Where drafts are kept on this phone, each under a key of its own below the prefix of its writer. */
export class Shelf {
  constructor(readonly prefix: string) {}

  /** `false`: this browser keeps nothing, or has no room. */
  put(key: string, draft: Draft): boolean {
    try {
      if (draft.text === '' && draft.signed === '') localStorage.removeItem(this.prefix + key);
      else localStorage.setItem(this.prefix + key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // A browser that keeps nothing has nothing to remove.
    }
  }

  /** Everything that is kept; null where nothing can be. */
  all(): Map<string, Draft> | null {
    const found = new Map<string, Draft>();
    try {
      for (const key of Object.keys(localStorage)) {
        const draft = key.startsWith(this.prefix) ? parse(localStorage.getItem(key)) : null;
        if (draft !== null) found.set(key.slice(this.prefix.length), draft);
      }
    } catch {
      return null;
    }
    return found;
  }
}

function parse(text: string | null): Draft | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<Draft> | null;
    if (typeof kept?.text !== 'string') return null;
    const op = typeof kept.op === 'string' ? kept.op : null;
    // What is under way goes again as it was: other words under the same name would be refused.
    return { text: op === null ? fit(kept.text, LONGEST_NOTE) : kept.text, signed: signed(kept.signed), op };
  } catch {
    return null;
  }
}

function signed(name: unknown): string {
  return typeof name === 'string' ? fit(name, LONGEST_NAME) : '';
}
