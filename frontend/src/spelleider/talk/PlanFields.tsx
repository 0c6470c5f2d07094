import { useId } from 'preact/hooks';
import type { AgreementPlan, OwnerList } from '../../shared/api/types';
import { t } from '../../shared/talk/words';
import { Field } from '../../shared/ui/Field';
import type { Wrong } from './sending';
import { TextArea } from './TextArea';
import { Radios } from './WriteNote';

const LEVELS = ['operational', 'tactical', 'strategic'] as const;
const THREE_WEEKS = 21;

/** An afspraak to begin with: due in three weeks. */
export function emptyPlan(): AgreementPlan {
  const due = new Date();
  due.setDate(due.getDate() + THREE_WEEKS);
  const parts = [due.getFullYear(), due.getMonth() + 1, due.getDate()];
  return {
    what: '',
    organisation: '',
    role: '',
    account: null,
    email: null,
    due: parts.map((part) => String(part).padStart(2, '0')).join('-'),
    level: 'operational',
    quick: false,
  };
}

interface PlanFieldsProps {
  plan: AgreementPlan;
  owners: OwnerList;
  wrong: Wrong;
  onPlan: (plan: AgreementPlan) => void;
}

/** Who does what before when. */
export function PlanFields({ plan, owners, wrong, onPlan }: PlanFieldsProps) {
  const lists = useId();
  const set = (changes: Partial<AgreementPlan>): void => onPlan({ ...plan, ...changes });
  const choose = (id: string): void => {
    const owner = owners.accounts.find((one) => one.id === id);
    set({ account: owner?.id ?? null, organisation: plan.organisation || (owner?.organisation ?? '') });
  };
  return (
    <>
      <TextArea
        label={t('plan_what')}
        hint={t('plan_what_hint')}
        error={wrong.what}
        rows={2}
        value={plan.what}
        onValue={(what) => set({ what })}
      />
      <Field
        label={t('plan_organisation')}
        list={`${lists}-organisations`}
        error={wrong.organisation}
        value={plan.organisation}
        onValue={(organisation) => set({ organisation })}
      />
      <Field
        label={t('plan_role')}
        hint={t('plan_role_hint')}
        list={`${lists}-roles`}
        error={wrong.role}
        value={plan.role}
        onValue={(role) => set({ role })}
      />
      <Field label={t('plan_due')} type="date" error={wrong.due} value={plan.due} onValue={(due) => set({ due })} />
      <Radios
        legend={t('plan_level')}
        name="level"
        options={LEVELS.map((one) => [one, t(`level_${one}`)])}
        chosen={plan.level}
        onChoose={(level) => set({ level })}
      />
      <label class="talk__tick">
        <input type="checkbox" checked={plan.quick} onChange={(event) => set({ quick: event.currentTarget.checked })} />{' '}
        {t('plan_quick')}
      </label>
      {owners.accounts.length > 0 && (
        <label class="talk__select">
          <span class="utrecht-form-label">{t('plan_account')}</span>
          <select value={plan.account ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{t('plan_account_none')}</option>
            {owners.accounts.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name} ({one.organisation})
              </option>
            ))}
          </select>
        </label>
      )}
      {!plan.account && (
        <Field
          label={t('plan_email')}
          hint={t('plan_email_hint')}
          type="email"
          error={wrong.email}
          value={plan.email ?? ''}
          onValue={(email) => set({ email: email === '' ? null : email })}
        />
      )}
      <datalist id={`${lists}-organisations`}>
        {owners.organisations.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <datalist id={`${lists}-roles`}>
        {owners.roles.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
