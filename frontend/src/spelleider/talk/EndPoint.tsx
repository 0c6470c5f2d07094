import { useEffect, useState } from 'preact/hooks';
import { call, sessionPath } from '../../shared/api/client';
import type { AgreementPlan, OutcomeView, OwnerList } from '../../shared/api/types';
import type { Row } from '../../shared/charts/data/results';
import { t } from '../../shared/talk/words';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Notice } from '../../shared/ui/Notice';
import type { Desk } from '../points/desk';
import { emptyPlan, PlanFields } from './PlanFields';
import { useSending } from './sending';
import { TextArea } from './TextArea';
import { Radios } from './WriteNote';

type Kind = OutcomeView['kind'];
const KINDS: readonly Kind[] = ['agreement', 'later', 'no_action'];
const NOBODY: OwnerList = { organisations: [], roles: [], accounts: [] };

interface EndPointProps {
  row: Row;
  desk: Desk;
  kind?: 'primary' | 'subtle';
}

/** How a point ended, and the button that lets it end. */
export function EndPoint({ row, desk, kind = 'subtle' }: EndPointProps) {
  const [asking, setAsking] = useState(false);
  const outcome = desk.snapshot.discussion.find((one) => one.item === row.item.id)?.outcome ?? null;
  if (!desk.chooses) return null;
  return (
    <>
      <Button kind={kind} aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t(outcome === null ? 'end' : 'end_again')}{' '}
        <span class="wp-visually-hidden">{t('agreement_about', { number: row.item.number })}</span>
      </Button>
      {asking && <EndDialog row={row} desk={desk} onClose={() => setAsking(false)} />}
    </>
  );
}

/** 'Hoe eindigt dit punt?': one of three, each with a reason; an afspraak asks who does what before when. */
function EndDialog({ row, desk, onClose }: EndPointProps & { onClose: () => void }) {
  const { snapshot } = desk;
  const { number, id } = row.item;
  const [kind, setKind] = useState<Kind>('agreement');
  const [reason, setReason] = useState('');
  const [plan, setPlan] = useState<AgreementPlan>(emptyPlan);
  const owners = useOwners(snapshot.gemeente, snapshot.session);
  const { send, busy, wrong } = useSending();
  const path = sessionPath(snapshot.gemeente, snapshot.session, '/outcomes');
  const save = async (): Promise<void> => {
    const body = (op: string) => ({ op, item: id, kind, reason, agreement: kind === 'agreement' ? plan : null });
    if (await send(path, body, t('end_saved', { number }))) onClose();
  };
  return (
    <Dialog title={t('end_title', { number })} onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>{row.item.text}</p>
        <Radios
          legend={t('end_choose')}
          name="kind"
          options={KINDS.map((one) => [one, t(`end_${one}`)])}
          chosen={kind}
          onChoose={setKind}
        />
        {kind === 'agreement' && <PlanFields plan={plan} owners={owners} wrong={wrong} onPlan={setPlan} />}
        <TextArea
          label={t('end_reason')}
          hint={t('end_reason_hint')}
          error={wrong.reason}
          rows={2}
          value={reason}
          onValue={setReason}
        />
        {reason === '' && (
          <p>
            <Button kind="subtle" onClick={() => setReason(t(`reason_${kind}`))}>
              {t(`reason_${kind}`)}
            </Button>
          </p>
        )}
        {wrong[''] !== undefined && (
          <Notice kind="error" urgent>
            {wrong['']}
          </Notice>
        )}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" aria-disabled={busy}>
            {t('end_save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Who can own an afspraak; without an answer of the server everything can still be typed. */
export function useOwners(gemeente: string, session: string): OwnerList {
  const [owners, setOwners] = useState<OwnerList>(NOBODY);
  useEffect(() => {
    let gone = false;
    call<OwnerList>(sessionPath(gemeente, session, '/owners'))
      .then((found) => !gone && setOwners(found))
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [gemeente, session]);
  return owners;
}
