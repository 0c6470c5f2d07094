import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../shared/api/types';
import type { Portal } from '../shared/live/portal';
import { ConnectionBar } from '../shared/ui/ConnectionBar';
import { Notice } from '../shared/ui/Notice';
import { Status } from '../shared/ui/Status';
import { TrialMark } from '../shared/ui/TrialMark';
import { Agenda } from './agenda/Agenda';
import { Door } from './people/Door';
import type { Participants } from './people/participants';
import { PeopleList } from './people/PeopleList';
import { PresencePanel } from './people/PresencePanel';
import { Unconfirmed } from './people/Unconfirmed';
import { useList } from './people/useList';
import { useDesk } from './points/desk';
import { Present } from './present/Present';
import { CloseDialog } from './steps/CloseDialog';
import { RevealDialog } from './steps/RevealDialog';
import { StepBar } from './steps/StepBar';
import { asksFirst, revealOf, standing } from './steps/reveal';
import { type Choice, whereOf } from './steps/steps';
import { useSteps } from './steps/useSteps';
import { useWide } from './useWide';
import { t } from './words';
import './cockpit.css';

interface CockpitProps {
  portal: Portal;
  people: Participants;
}

/** The place of the spelleider: the agenda, the present step with its one button, and who is here. */
export function Cockpit({ portal, people }: CockpitProps) {
  const snapshot = portal.store.snapshot.value;
  if (portal.stranger.value && !snapshot) return <Notice title={t('no_access')} />;
  if (!snapshot) return <p role="status">{t('loading')}</p>;
  return <Loaded snapshot={snapshot} portal={portal} people={people} />;
}

function Loaded({ snapshot, portal, people }: CockpitProps & { snapshot: Snapshot }) {
  const wide = useWide();
  const where = whereOf(snapshot);
  const steps = useSteps(portal, where);
  const desk = useDesk(portal, snapshot, steps);
  const [asking, setAsking] = useState<Choice | null>(null);
  const reveal = revealOf(snapshot);
  const waiting = Object.values(snapshot.presence.groups).reduce((sum, group) => sum + group.unconfirmed, 0);

  useEffect(() => {
    document.title = t('page_title', { title: snapshot.title });
  }, [snapshot.title]);
  useList(people, snapshot.presence);
  useEffect(() => setAsking(null), [where]);

  const choose = (choice: Choice): void => {
    if (!steps.counts()) return;
    const asks = choice.step === 'close' || (choice.step === 'reveal' && reveal !== null && asksFirst(reveal));
    if (asks) setAsking(choice);
    else void steps.take(choice);
  };
  const sure = (): void => {
    if (asking) void steps.take(asking);
    setAsking(null);
  };

  return (
    <>
      <ConnectionBar portal={portal} offline={t('offline')} />
      <Status />
      <div class="cockpit">
        <header class="cockpit__head">
          <h1 class="cockpit__title">
            {snapshot.title}{' '}
            {!snapshot.title.includes(snapshot.wijk) && <span class="cockpit__wijk">{snapshot.wijk}</span>}
          </h1>
          <TrialMark snapshot={snapshot} />
        </header>
        <div class="cockpit__agenda">
          <Agenda snapshot={snapshot} wide={wide} />
        </div>
        <div class="cockpit__present">
          <Present
            desk={desk}
            steps={
              <StepBar
                snapshot={snapshot}
                blocked={portal.phase.value === 'live' ? null : t('blocked')}
                trouble={steps.trouble}
                settling={steps.settling}
                {...(reveal && { hint: `${standing(reveal)} ${t('reveal_no_undo')}` })}
                onChoose={choose}
              />
            }
          />
        </div>
        <div class="cockpit__people">
          <PresencePanel snapshot={snapshot} />
          {waiting > 0 && snapshot.state !== 'closed' && (
            <section aria-labelledby="unconfirmed">
              <h2 id="unconfirmed" class="cockpit__label">
                {t('unconfirmed', { n: waiting })}
              </h2>
              <p class="cockpit__remark">{t('unconfirmed_remark')}</p>
              <Unconfirmed people={people} />
            </section>
          )}
          {people.trouble.value !== null && <Notice kind="error">{people.trouble.value}</Notice>}
          {snapshot.doors && snapshot.state !== 'closed' && (
            <Door doors={snapshot.doors} people={people} shown={snapshot.state === 'lobby'} />
          )}
          <PeopleList people={people} snapshot={snapshot} />
          {snapshot.state !== 'closed' && <p class="cockpit__connection">{connection(portal)}</p>}
        </div>
      </div>
      {asking?.step === 'reveal' && reveal && (
        <RevealDialog
          reveal={reveal}
          smallest={snapshot.smallest_group}
          people={people}
          onReveal={sure}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.step === 'close' && (
        <CloseDialog snapshot={snapshot} onCloseSession={sure} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function connection(portal: Portal): string {
  const phase = portal.phase.value;
  if (phase === 'live') return t('connection_live');
  return t(phase === 'polling' ? 'connection_polling' : 'connection_gone');
}
