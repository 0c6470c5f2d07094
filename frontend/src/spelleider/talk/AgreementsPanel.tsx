import { useState } from 'preact/hooks';
import { sessionPath } from '../../shared/api/client';
import type { AgreementPlan, AgreementView, Snapshot } from '../../shared/api/types';
import { Agreements, Noticed } from '../../shared/talk/Agreements';
import { t } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { useOwners } from './EndPoint';
import { PlanFields } from './PlanFields';
import { useSending } from './sending';
import { TextArea } from './TextArea';

/** What was agreed: in this session, where it can still be changed, and last time. */
export function AgreementsPanel({ snapshot }: { snapshot: Snapshot }) {
  const made = snapshot.agreements.filter(({ earlier }) => !earlier);
  const earlier = snapshot.agreements.filter((one) => one.earlier);
  if (snapshot.agreements.length === 0) return null;
  return (
    <>
      {earlier.length > 0 && (
        <section aria-labelledby="agreements-earlier">
          <h2 id="agreements-earlier" class="cockpit__label">
            {t('agreements_earlier')}
          </h2>
          {snapshot.state === 'lobby' && <p class="cockpit__remark">{t('noticed_first')}</p>}
          <Agreements
            agreements={earlier}
            acts={({ noticed }) => {
              const last = noticed.at(-1);
              return last && <Noticed noticed={last} />;
            }}
          />
        </section>
      )}
      {made.length > 0 && (
        <section aria-labelledby="agreements-made">
          <h2 id="agreements-made" class="cockpit__label">
            {t('agreements_made')}
          </h2>
          <Agreements agreements={made} acts={(one) => <Acts agreement={one} snapshot={snapshot} />} />
        </section>
      )}
    </>
  );
}

function Acts({ agreement, snapshot }: { agreement: AgreementView; snapshot: Snapshot }) {
  const [asking, setAsking] = useState<'change' | 'drop' | null>(null);
  if (agreement.status === 'dropped' || agreement.status === 'done') return null;
  const close = () => setAsking(null);
  return (
    <div class="queue__acts">
      <Button kind="subtle" aria-haspopup="dialog" onClick={() => setAsking('change')}>
        {t('agreement_change')} <span class="wp-visually-hidden">{agreement.what}</span>
      </Button>
      <Button kind="subtle" aria-haspopup="dialog" onClick={() => setAsking('drop')}>
        {t('agreement_drop')} <span class="wp-visually-hidden">{agreement.what}</span>
      </Button>
      {asking === 'change' && <ChangeDialog {...{ agreement, snapshot }} onClose={close} />}
      {asking === 'drop' && <DropDialog {...{ agreement, snapshot }} onClose={close} />}
    </div>
  );
}

interface AskProps {
  agreement: AgreementView;
  snapshot: Snapshot;
  onClose: () => void;
}

function pathOf({ agreement, snapshot }: Omit<AskProps, 'onClose'>): string {
  return sessionPath(snapshot.gemeente, snapshot.session, `/agreements/${agreement.id}`);
}

function ChangeDialog({ agreement, snapshot, onClose }: AskProps) {
  const { what, organisation, role, due, level } = agreement;
  const [plan, setPlan] = useState<AgreementPlan>({
    ...{ what, organisation, role, due, level },
    quick: agreement.answer_by !== null,
  });
  const owners = useOwners(snapshot.gemeente, snapshot.session);
  const { send, busy, wrong } = useSending();
  const save = async (): Promise<void> => {
    if (await send(pathOf({ agreement, snapshot }), () => ({ plan }), t('change_saved'), 'PATCH')) onClose();
  };
  return (
    <Dialog title={t('change_title')} onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <PlanFields plan={plan} owners={owners} wrong={wrong} onPlan={setPlan} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={busy}>
            {t('change_save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DropDialog({ agreement, snapshot, onClose }: AskProps) {
  const [text, setText] = useState('');
  const { send, busy, wrong } = useSending();
  const drop = async (): Promise<void> => {
    const body = () => ({ status: 'dropped', text });
    if (await send(pathOf({ agreement, snapshot }), body, t('dropped'), 'PATCH')) onClose();
  };
  return (
    <Dialog title={t('drop_title')} onClose={onClose}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void drop();
        }}
      >
        <p>{agreement.what}</p>
        <TextArea label={t('end_reason')} error={wrong.text} rows={2} value={text} onValue={setText} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={busy}>
            {t('drop_save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
