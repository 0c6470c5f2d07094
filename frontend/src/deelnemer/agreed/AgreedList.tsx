import type { AgreementView } from '../../shared/api/types';
import { dayWords, t } from './text';
import './agreed.css';

/** Afspraken, each with who does it before when, and how far it is. */
export function AgreedList({ agreements }: { agreements: AgreementView[] }) {
  return (
    <ul class="agreed">
      {agreements.map((one) => (
        <li key={one.id} class="agreed__one">
          <p class="agreed__what" dir="auto">
            {one.what}
          </p>
          <AgreedBy agreement={one} />
        </li>
      ))}
    </ul>
  );
}

/** Who does an afspraak, before when, and how far it is. */
export function AgreedBy({ agreement }: { agreement: AgreementView }) {
  const { organisation, role, due, answer_by, status, late } = agreement;
  return (
    <ul class="agreed__by">
      <li>
        <bdi>{t('by', { organisation, role })}</bdi>
      </li>
      {(status === 'open' || status === 'in_progress') && <li>{t('until', { date: dayWords(due) })}</li>}
      {answer_by !== null && status === 'open' && <li>{t('quick')}</li>}
      {late && <li class="agreed__late">{t('late')}</li>}
      {status !== 'open' && <li>{t(`status_${status}`)}</li>}
    </ul>
  );
}
