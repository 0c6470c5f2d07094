import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../shared/api/client';
import type { GroupName, Joined, Language, Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { Button } from '../../shared/ui/Button';
import { fresh } from '../join/entering';
import { GroupQuestion } from '../join/GroupQuestion';
import { LanguageChoice, PLAIN } from '../join/LanguageChoice';
import { PromiseText } from '../join/PromiseText';
import { Refused } from '../join/Refused';
import { useEntering } from '../join/useEntering';
import { speak } from '../language';
import { languagesHere, retentionHere } from '../page';
import { notesOf } from '../talk/notes';
import { t } from '../text';
import { forgetPerson } from './forgetting';
import { LostProposal } from './LostProposal';
import { say } from './next-person-text';
import { pass, passed, passing } from './passing';
import { proposalsOf } from './proposals';
import { ReturnCode } from './ReturnCode';

export interface NextPersonProps {
  portal: Portal;
  snapshot: Snapshot;
}

/** 'Volgende persoon': who leaves takes the terugkomcode along, who comes says who that is. */
export function NextPerson({ portal, snapshot }: NextPersonProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const choosing = passing.value === 'choosing';
  useEffect(() => heading.current?.focus(), [choosing]);
  return (
    <div class="stack">
      <h1 ref={heading} tabIndex={-1} lang="nl" class="nl-heading nl-heading--level-1">
        {say(choosing ? 'next_title' : 'leave_title')}
      </h1>
      {choosing ? <Choose portal={portal} snapshot={snapshot} /> : <Leave portal={portal} snapshot={snapshot} />}
    </div>
  );
}

/** Everything has to be in the database before the phone goes to somebody else. */
function Leave({ portal, snapshot: { me, opgaven } }: NextPersonProps) {
  const unsent = portal.outbox.value?.ops.value.length ?? 0;
  const proposals = proposalsOf(portal);
  const answered = (me?.answers.length ?? 0) > 0;
  const notes = notesOf(portal);
  const waiting = unsent + (proposals?.unsent ?? 0) + (notes?.unsent ?? 0);
  const begun = (notes?.begun.size ?? 0) > 0;
  return (
    <>
      <p class="lead">{say('leave')}</p>
      {me && <ReturnCode code={me.return_code} />}
      {proposals && opgaven.map((opgave) => <LostProposal key={opgave.number} {...{ proposals, opgave }} />)}
      {begun && <p>{say('begun')}</p>}
      <p role="status">{waiting > 0 ? say('waiting', { n: waiting }) : answered && say('all_sent')}</p>
      <Button kind="primary" wide disabled={waiting > 0} onClick={() => pass('choosing')}>
        {say('hand_on')}
      </Button>
      <Button kind="subtle" onClick={() => pass('no')}>
        {say('stay')}
      </Button>
    </>
  );
}

function Choose({ portal, snapshot }: NextPersonProps) {
  const [group, setGroup] = useState<GroupName | null>(null);
  const [language, setLanguage] = useState<Language>(PLAIN);
  const [missing, setMissing] = useState(false);
  // Who comes may speak another language than who left.
  useEffect(() => void speak(PLAIN), []);
  const { busy, failure, enter } = useEntering((joined: Joined) => {
    forgetPerson(snapshot);
    passed();
    fresh(joined.session.id);
    // The page as it was may stay behind the back button: nothing is on it any more.
    document.getElementById('app')?.remove();
    location.replace(location.pathname);
  });
  const lost = failure !== null && portal.store.ended.value === 'taken_over';
  const path = `/participants/next?gemeente=${encodeURIComponent(snapshot.gemeente)}`;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(group === null);
        if (group === null) event.currentTarget.querySelector('input')?.focus();
        else void enter(() => call<Joined>(path, { method: 'POST', body: { group, language } }));
      }}
    >
      <LanguageChoice offered={languagesHere()} value={language} onValue={setLanguage} />
      <GroupQuestion value={group} onValue={setGroup} missing={missing} />
      <PromiseText smallestGroup={snapshot.smallest_group} retention={retentionHere()} />
      {lost ? (
        <p role="alert">
          {say('lost')}{' '}
          <a class="nl-link" href="/doe-mee">
            {t('join')}
          </a>
        </p>
      ) : (
        <Refused failure={failure} />
      )}
      <Button kind="primary" type="submit" wide disabled={busy}>
        {busy ? t('busy') : t('join')}
      </Button>
    </form>
  );
}
