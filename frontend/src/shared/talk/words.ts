import type { AgreementView, NoteView } from '../api/types';
import { t as common, translator } from '../i18n';
import talk from '../i18n/locales/nl/talk.json';
import type { Next } from './now';

/** The texts of what is said and agreed, on every screen. */
export const t = translator(talk);

/** Who said it: the name that was wanted, the group, or 'een deelnemer' where the group may not be named. */
export function whoSaid({ group, signed }: Pick<NoteView, 'group' | 'signed'>): string {
  const who = group === null ? t('somebody') : common(`group_${group}`);
  return signed === null ? who : `${signed}, ${who}`;
}

const LONG = new Intl.DateTimeFormat('nl', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** A day on the calendar ('2026-12-18') in words. */
export function day(iso: string): string {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  return LONG.format(new Date(year, month - 1, date, 12));
}

/** What happens first, and when; what became of it is asked the next time. */
export function whatNext({ kind, day: when, agreement }: Next): string {
  const date = day(when);
  return kind === 'answer' ? t('next_answer', { date, organisation: agreement.organisation }) : t('next', { date });
}

export function whoDoes({ organisation, role }: AgreementView): string {
  return t('agreement_who', { organisation, role });
}
