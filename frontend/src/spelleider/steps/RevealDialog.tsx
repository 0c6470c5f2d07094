import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Notice } from '../../shared/ui/Notice';
import { clock } from '../../shared/i18n/clock';
import { type Participants, unconfirmed } from '../people/participants';
import { Unconfirmed } from '../people/Unconfirmed';
import { t } from '../words';
import { question, type Reveal, standing } from './reveal';

interface RevealDialogProps {
  reveal: Reveal;
  /** The smallest group that is shown. */
  smallest: number;
  people: Participants;
  /** Answers on paper come in beside those of phones. */
  paper: boolean;
  onReveal: () => void;
  onClose: () => void;
}

/** Before results go everywhere: what cannot be shown, who is not in yet, and that there is no way back. */
export function RevealDialog({ reveal, smallest, people, paper, onReveal, onClose }: RevealDialogProps) {
  const waiting = unconfirmed(people.rows.value).length;
  return (
    <Dialog title={question(reveal)} onClose={onClose}>
      <div class="dialog-body">
        {reveal.groups < reveal.needed && (
          <p>
            {t(reveal.groups === 0 ? 'reveal_smallest' : 'reveal_smallest_one_group', { n: smallest })}{' '}
            {reveal.busy + reveal.waiting > 0 && standing(reveal)}
          </p>
        )}
        {reveal.until !== null && <p>{t('reveal_until', { time: clock(reveal.until) })}</p>}
        {paper && (
          <p>
            <strong>{t('reveal_paper')}</strong> {t('reveal_paper_late')}
          </p>
        )}
        {waiting > 0 && (
          <>
            <p>{t('reveal_unconfirmed', { n: waiting })}</p>
            <Unconfirmed people={people} />
          </>
        )}
        {people.trouble.value !== null && <Notice kind="error">{people.trouble.value}</Notice>}
        <p>{t('reveal_no_undo')}</p>
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('reveal_wait')}</Button>
          <Button kind="primary" onClick={onReveal}>
            {t('step_reveal')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
