import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../shared/api/types';
import type { Portal } from '../shared/live/portal';
import { ConnectionBar } from '../shared/ui/ConnectionBar';
import { Notice } from '../shared/ui/Notice';
import { announce, Status } from '../shared/ui/Status';
import { TrialMark } from '../shared/ui/TrialMark';
import { Agenda } from './agenda/Agenda';
import { Door } from './people/Door';
import { Paper } from './people/Paper';
import type { Participants } from './people/participants';
import { PeopleList } from './people/PeopleList';
import { PresencePanel } from './people/PresencePanel';
import { Unconfirmed } from './people/Unconfirmed';
import { useList } from './people/useList';
import { Peers } from './peers/Peers';
import { type Desk, useDesk } from './points/desk';
import { Present } from './present/Present';
import { AgainDialog } from './steps/AgainDialog';
import { CloseDialog } from './steps/CloseDialog';
import { RestartDialog } from './steps/RestartDialog';
import { RevealDialog } from './steps/RevealDialog';
import { asksFirst, revealOf, standing } from './steps/reveal';
import { StepBar } from './steps/StepBar';
import { type Choice, choicesOf, ledOpgave, otherLeader, whereOf } from './steps/steps';
import { Timer } from './steps/Timer';
import { usePaper } from './steps/usePaper';
import { reason, useSteps } from './steps/useSteps';
import { WipeTrial } from './steps/WipeTrial';
import { AgreementsPanel } from './talk/AgreementsPanel';
import { Queue } from './talk/Queue';
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
  if (portal.stranger.value && snapshot?.trial) return <Wiped gemeente={snapshot.gemeente} />;
  if (portal.stranger.value && !snapshot) return <Notice title={t('no_access')} />;
  if (!snapshot) return <p role="status">{t('loading')}</p>;
  return <Loaded snapshot={snapshot} portal={portal} people={people} />;
}

/** Somebody wiped the trial: there is nothing left to lead. */
function Wiped({ gemeente }: { gemeente: string }) {
  return (
    <Notice title={t('trial_wiped')}>
      <a class="nl-link" href={`/${gemeente}/beheer`}>
        {t('all_sessions')}
      </a>
    </Notice>
  );
}

function Loaded({ snapshot, portal, people }: CockpitProps & { snapshot: Snapshot }) {
  const wide = useWide();
  const where = whereOf(snapshot);
  const steps = useSteps(portal, where);
  const [tables, setTables] = useState(0);
  const paper = usePaper(snapshot, `${where} ${tables}`);
  const [asking, setAsking] = useState<Choice | null>(null);
  const trouble = steps.trouble && reason(steps.trouble, snapshot.leading);
  const waiting = Object.values(snapshot.presence.groups).reduce((sum, group) => sum + group.unconfirmed, 0);

  useEffect(() => {
    document.title = t('page_title', { title: snapshot.title });
  }, [snapshot.title]);
  useEffect(() => {
    if (trouble !== null) announce(trouble);
  }, [trouble]);
  useList(people, snapshot.presence);
  const leads = otherLeader(snapshot) === null;
  useEffect(() => setAsking(null), [where, leads]);

  const take = async (...choices: Choice[]): Promise<void> => {
    setAsking(null);
    const taken = await steps.take(...choices);
    // The button may have gone with the moment that it was for: focus goes to what the room does now.
    if (taken)
      setTimeout(() => document.activeElement === document.body && document.getElementById('present')?.focus());
  };
  const choose = (choice: Choice): void => {
    if (!steps.counts()) return;
    const reveal = choice.step === 'reveal' ? revealOf(snapshot, choice.opgave) : null;
    const asks =
      ['close', 'restart', 'again'].includes(choice.step) || (reveal !== null && (paper || asksFirst(reveal)));
    if (asks) setAsking(choice);
    else void take(choice);
  };
  const desk = useDesk(portal, snapshot, steps, choose);
  const led = ledOpgave(snapshot);
  const { primary } = choicesOf(snapshot);
  const next = primary?.step === 'reveal' ? revealOf(snapshot, primary.opgave) : null;

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
          <p class="cockpit__ways">
            {snapshot.trial && <WipeTrial snapshot={snapshot} />}
            <a class="nl-link" href={`/${snapshot.gemeente}/beheer`}>
              {t('all_sessions')}
            </a>
          </p>
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
                offline={portal.phase.value !== 'live'}
                trouble={trouble}
                settling={steps.settling}
                {...(next && { hint: `${standing(next)} ${t('reveal_no_undo')}` })}
                onChoose={choose}
              >
                {led && snapshot.state === 'running' && <Timer desk={desk} opgave={led} />}
              </StepBar>
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
            <Door doors={snapshot.doors} people={people} shown={snapshot.state === 'lobby'} leads={leads} />
          )}
          <Queue snapshot={snapshot} />
          <AgreementsPanel snapshot={snapshot} />
          {snapshot.state === 'closed' && <Peers snapshot={snapshot} />}
          {snapshot.state !== 'closed' && <Paper snapshot={snapshot} onTables={() => setTables((many) => many + 1)} />}
          <PeopleList people={people} snapshot={snapshot} />
          {snapshot.state !== 'closed' && <p class="cockpit__connection">{connection(portal)}</p>}
        </div>
      </div>
      {asking && (
        <Question
          asking={asking}
          snapshot={snapshot}
          people={people}
          paper={paper}
          desk={desk}
          onTake={(...choices) => void take(...choices)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

interface QuestionProps {
  asking: Choice;
  snapshot: Snapshot;
  people: Participants;
  paper: boolean;
  desk: Desk;
  onTake: (...choices: Choice[]) => void;
  onClose: () => void;
}

/** What is asked before a step that has no way back. */
function Question({ asking, snapshot, people, paper, desk, onTake, onClose }: QuestionProps) {
  const { step, opgave } = asking;
  if (step === 'close') {
    return <CloseDialog desk={desk} onCloseSession={(steps) => onTake(...steps)} onClose={onClose} />;
  }
  if (step === 'restart' && opgave) {
    return <RestartDialog opgave={opgave} onRestart={() => onTake(asking)} onClose={onClose} />;
  }
  if (step === 'again') {
    return <AgainDialog choice={asking} paper={paper} onAgain={() => onTake(asking)} onClose={onClose} />;
  }
  const reveal = revealOf(snapshot, opgave);
  if (reveal === null) return null;
  return (
    <RevealDialog
      reveal={reveal}
      smallest={snapshot.smallest_group}
      people={people}
      paper={paper}
      onReveal={() => onTake(asking)}
      onClose={onClose}
    />
  );
}

function connection(portal: Portal): string {
  const phase = portal.phase.value;
  if (phase === 'live') return t('connection_live');
  return t(phase === 'polling' ? 'connection_polling' : 'connection_gone');
}
