import type { ComponentChildren } from 'preact';
import type { AgreementView, NoticedView } from '../api/types';
import { day, t, whoDoes } from './words';
import './agreements.css';

interface AgreementsProps {
  agreements: readonly AgreementView[];
  /** What can be done with one of them. */
  acts?: (agreement: AgreementView) => ComponentChildren;
}

/** Afspraken as everybody may read them: what, who, when, and how far it is. */
export function Agreements({ agreements, acts }: AgreementsProps) {
  return (
    <ul class="agreements">
      {agreements.map((one) => (
        <li key={one.id} class={`agreement agreement--${one.status}`}>
          <p class="agreement__what" dir="auto">
            {one.what}
          </p>
          <p class="agreement__who">{whoDoes(one)}</p>
          <p>
            {one.late && <strong class="agreement__late">{t('agreement_late')}</strong>}{' '}
            {t('agreement_due', { date: day(one.due) })} · {t(`status_${one.status}`)}
          </p>
          {one.answer_by !== null && <p>{t('agreement_answer', { date: day(one.answer_by) })}</p>}
          {acts?.(one)}
        </li>
      ))}
    </ul>
  );
}

const ANSWERS = ['yes', 'a_bit', 'no', 'unknown'] as const;

/** What bewoners answered to 'gemerkt?', as a line of words and a bar; the words say all of it. */
export function Noticed({ noticed }: { noticed: NoticedView }) {
  const counts = ANSWERS.map((answer) => ({ answer, many: noticed[answer] }));
  const all = counts.reduce((sum, { many }) => sum + (many ?? 0), 0);
  if (all === 0) return <p class="noticed__few">{t('noticed_few')}</p>;
  return (
    <div class="noticed">
      <div class="noticed__bar" aria-hidden="true">
        {counts.map(({ answer, many }) => (
          <span key={answer} class={`noticed__part noticed__part--${answer}`} style={{ flexGrow: many ?? 0 }} />
        ))}
      </div>
      <ul class="noticed__counts">
        {counts.map(({ answer, many }) => (
          <li key={answer}>
            {t(`noticed_${answer}`)} <strong>{many}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
