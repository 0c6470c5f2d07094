import { useState } from 'preact/hooks';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { Button } from '../../shared/ui/Button';
import { t as said } from '../../shared/talk/words';
import { Dialog } from '../../shared/ui/Dialog';
import type { Desk } from '../points/desk';
import { openPoints, OpenPoints } from '../talk/OpenPoints';
import { t } from '../words';
import { nameOf } from './label';
import { type Choice, revealOne } from './steps';

interface CloseDialogProps {
  desk: Desk;
  /** The steps to take, of which the last one closes. */
  onCloseSession: (steps: Choice[]) => void;
  onClose: () => void;
}

/** Before the session ends: of each opgave that is open, whether it is shown or stays hidden; and what was not done. */
export function CloseDialog({ desk, onCloseSession, onClose }: CloseDialogProps) {
  const { snapshot } = desk;
  const open = snapshot.opgaven.filter((opgave) => opgave.state === 'scoring');
  const undone = snapshot.opgaven.filter((opgave) => opgave.state === 'waiting');
  const [shown, setShown] = useState<ReadonlySet<number>>(new Set());
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  // What was not judged for want of what is to come is judged at the close: more points may come of it.
  // And what was said about a punt of which the result was taken back is a point as well.
  const again = open.some(({ round }) => round > 1);
  const more = shown.size > 0 || again || (snapshot.published.length > 0 && open.length + undone.length > 0);
  const asks = more || openPoints(snapshot).length > 0;
  const close = (): void => {
    if (asks && reason.trim() === '') setWrong(said('close_points_why'));
    else onCloseSession(stepsOf(snapshot, shown, asks ? reason : null));
  };
  const choose = (number: number, show: boolean): void => {
    setShown((before) => new Set(show ? [...before, number] : [...before].filter((one) => one !== number)));
  };
  return (
    <Dialog title={t('close_title')} onClose={onClose}>
      <div class="dialog-body">
        {open.length > 0 && (
          <>
            <p>{t('close_open', { n: open.length })}</p>
            {open.map((opgave) => (
              <ShowOrHide
                key={opgave.number}
                opgave={opgave}
                show={shown.has(opgave.number)}
                onChoose={(show) => choose(opgave.number, show)}
              />
            ))}
          </>
        )}
        {undone.length > 0 && (
          <>
            <p>{t('close_undone', { n: undone.length })}</p>
            <ul>
              {undone.map((opgave) => (
                <li key={opgave.number}>{nameOf(opgave)}</li>
              ))}
            </ul>
          </>
        )}
        <OpenPoints desk={desk} more={more} reason={reason} error={wrong} onReason={setReason} />
        <p>{t('close_no_undo')}</p>
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('close_wait')}</Button>
          <Button kind="primary" onClick={close}>
            {t('step_close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface ShowOrHideProps {
  opgave: OpgaveView;
  show: boolean;
  onChoose: (show: boolean) => void;
}

function ShowOrHide({ opgave, show, onChoose }: ShowOrHideProps) {
  const name = `close-${opgave.number}`;
  const options = [
    [false, t('close_hide')],
    [true, t('close_show')],
  ] as const;
  return (
    <fieldset class="close-choice">
      <legend>
        {nameOf(opgave)}
        {opgave.round > 1 && ` ${t('round', { round: opgave.round })}`}
      </legend>
      {options.map(([value, words]) => (
        <label key={words}>
          <input type="radio" name={name} checked={show === value} onChange={() => onChoose(value)} /> {words}
        </label>
      ))}
    </fieldset>
  );
}

/** What is to be shown is shown first: what the room scores together before what is open beside it. */
function stepsOf({ state, opgaven }: Snapshot, shown: ReadonlySet<number>, leave: string | null): Choice[] {
  const reveals = opgaven
    .filter((opgave) => opgave.state === 'scoring' && shown.has(opgave.number))
    .sort((a, b) => Number(a.own) - Number(b.own))
    .map(revealOne);
  const resume: Choice[] = state === 'paused' && reveals.length > 0 ? [{ step: 'resume', label: 'step_resume' }] : [];
  return [...resume, ...reveals, { step: 'close', label: 'step_close', ...(leave === null ? {} : { leave }) }];
}
