import type { AgreementView, ItemView, NoticedView, OpgaveView, Snapshot } from '../../shared/api/types';
import { t as common } from '../../shared/i18n';
import type { Portal } from '../../shared/live/portal';
import type { OwnAnswers } from '../session/answers';
import { wording } from '../session/wording';
import { AgreedBy } from './AgreedList';
import { t } from './noticed-text';
import './noticed.css';

/** The answers to 'gemerkt?', the best first, with the value under which each travels. */
const ANSWERS = [
  ['yes', 3],
  ['a_bit', 2],
  ['no', 1],
  ['unknown', 0],
] as const;

export interface NoticedProps {
  portal: Portal;
  snapshot: Snapshot;
  /** The afspraken of last time, as they were asked about. */
  opgave: OpgaveView;
  answers: OwnAnswers;
  /** Below its name already: it says nothing of that any more. */
  named?: boolean;
}

/** What bewoners noticed of each afspraak of last time, as far as it may be shown. */
export function Noticed({ snapshot, opgave, answers, named = false }: NoticedProps) {
  const { agreements, session, me } = snapshot;
  const asked = me === undefined || opgave.items.some(({ skipped_by }) => !skipped_by.includes(me.group));
  const Title = named ? 'h4' : 'h2';
  return (
    <section class="noticed">
      {!named && (
        <header>
          <p class="eyebrow">{t('result')}</p>
          <h1 tabIndex={-1} class="nl-heading nl-heading--level-1" {...wording(me?.language)}>
            {opgave.name}
          </h1>
        </header>
      )}
      <p class="lead">{t('result_title')}</p>
      {!asked && <p>{t('asked_bewoners')}</p>}
      {opgave.items.map((item) => {
        const agreement = agreements.find(({ id }) => id === item.agreement);
        const own = ownAnswer(answers, opgave, item);
        return (
          <article key={item.id} class="noticed__one">
            <Title class="agreed__what" dir="auto">
              {item.text}
            </Title>
            {agreement !== undefined && <AgreedBy agreement={agreement} />}
            <Counts item={item} noticed={noticedIn(session, agreement)} />
            {own !== null && <p>{t('own_answer', { answer: t(`scale_${own.value as 0 | 1 | 2 | 3}`) })}</p>}
          </article>
        );
      })}
    </section>
  );
}

/** The own answer in the round in which this was asked last. */
function ownAnswer(answers: OwnAnswers, { only, round }: OpgaveView, { id }: ItemView) {
  const rounds = Array.from({ length: round }, (_, i) => round - i);
  const asked = only === null || only === id ? rounds.slice(0, 1) : rounds.slice(1);
  return asked.map((one) => answers.of(id, one)).find((one) => one !== null) ?? null;
}

/** What was answered about an afspraak in this session. */
function noticedIn(session: string, agreement: AgreementView | undefined): NoticedView | undefined {
  return agreement?.noticed.find((one) => one.session === session);
}

/** The counts in a line, as a bar and as a table. */
function Counts({ item, noticed }: { item: ItemView; noticed: NoticedView | undefined }) {
  if (noticed?.yes === undefined || noticed.yes === null) return <p>{common('too_few_to_show')}</p>;
  const counts = ANSWERS.map(([name, value]) => ({ name, word: capital(t(`scale_${value}`)), n: noticed[name] ?? 0 }));
  return (
    <>
      <p class="noticed__line">
        {counts.map(({ name, word, n }) => (
          <span key={name} class={`noticed__count noticed__count--${name}`}>
            {word} {n}
          </span>
        ))}
      </p>
      <div class="noticed__bar" aria-hidden="true">
        {counts.map(({ name, n }) => (
          <span key={name} class={`noticed__part noticed__part--${name}`} style={{ flexGrow: n }} hidden={n === 0} />
        ))}
      </div>
      <details class="fold">
        <summary>{common('as_table')}</summary>
        <table class="noticed__table">
          <caption class="wp-visually-hidden">{`${t('answers')}: ${item.text}`}</caption>
          <thead>
            <tr>
              <th scope="col">{t('answer')}</th>
              <th scope="col">{t('count')}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map(({ name, word, n }) => (
              <tr key={name}>
                <th scope="row">{word}</th>
                <td>{n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
