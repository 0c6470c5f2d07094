import { useEffect, useState } from 'preact/hooks';
import {
  GROUPS,
  type GroupName,
  type OpgaveView,
  type PaperOp,
  type PaperRow,
  type Snapshot,
} from '../shared/api/types';
import { uuid } from '../shared/live/uuid';
import { Button } from '../shared/ui/Button';
import { GroupMark } from '../shared/ui/GroupMark';
import { Notice } from '../shared/ui/Notice';
import { announce } from '../shared/ui/Status';
import { type Begin, CardForm } from './CardForm';
import { CountsForm } from './CountsForm';
import { Entries, time } from './Entries';
import { Result, saved } from './Result';
import type { Stack } from './stack';
import { asked, likely, typedAs } from './typing';
import { t } from './words';

type Way = 'card' | 'counts';

/** What is on its way to the server, and where to type next when it has it. */
interface Sent {
  op: PaperOp;
  next: Begin | null;
}

/** The desk of who types in: whose card, about which opgave, what it says, and what was typed before. */
export function Desk({ snapshot, stack }: { snapshot: Snapshot; stack: Stack }) {
  const { opgaven, current } = snapshot;
  const [group, setGroup] = useState<GroupName>('bewoner');
  const [chosen, setChosen] = useState<number | null>(null);
  const [way, setWay] = useState<Way>('card');
  const [fixing, setFixing] = useState<PaperRow | null>(null);
  const [fresh, setFresh] = useState(0);
  const [begin, setBegin] = useState<Begin | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [held, setHeld] = useState('');
  const [again, setAgain] = useState<PaperOp | null>(null);
  const open = opgaven.filter(({ state }) => state !== 'revealed');
  const opgave = open.find(({ number }) => number === (fixing?.opgave ?? chosen)) ?? likely(opgaven, current.opgave);
  const outcome = stack.outcome.value;
  const silent = stack.silent.value;

  const stopFixing = (): void => {
    setFixing(null);
    setAgain(null);
  };

  useEffect(() => {
    if (outcome?.state === 'saved') announce(saved(outcome));
  }, [outcome]);
  // What was typed stays in the form until the server has it, or until it is known to wait here for a connection.
  useEffect(() => {
    if (sent === null) return;
    const about = outcome?.op.op === sent.op.op ? outcome : null;
    if (about === null && !silent) return;
    setSent(null);
    if (about !== null && about.state !== 'saved') {
      setHeld(sent.op.op);
      return;
    }
    stopFixing();
    setBegin(sent.next);
    setFresh((count) => count + 1);
  }, [sent, outcome, silent]);

  if (snapshot.state === 'closed') return <Notice>{t('closed')}</Notice>;
  const put = (
    what: Pick<PaperOp, 'answers' | 'card' | 'item' | 'counts'>,
    about: OpgaveView,
    goOn: Begin | null,
  ): void => {
    const corrects = fixing ? { corrects: fixing.op } : {};
    const op = { op: uuid(), group: fixing?.group ?? group, round: about.round, ...what, ...corrects };
    stack.put(op);
    setSent({ op, next: goOn });
  };
  const fix = (entry: PaperRow, typed: PaperOp | null = null): void => {
    stack.outcome.value = null;
    setFixing(entry);
    setAgain(typed);
    setWay(entry.punt === null ? 'card' : 'counts');
    document.getElementById('app')?.scrollIntoView();
  };
  const takeBack = (entry: PaperRow): void => {
    stack.put({ op: uuid(), group: entry.group, answers: {}, corrects: entry.op, round: entry.round });
  };
  const who = fixing?.group ?? group;
  const form = opgave && `${opgave.number} ${opgave.round} ${who} ${fresh} ${fixing?.op ?? ''} ${again?.op ?? ''}`;
  const result = <Result stack={stack} held={held} onFix={fixKnown} onAgain={typeAgain} />;

  return (
    <div class="tafel__columns">
      <section class="tafel__form">
        {opgave === undefined && (
          <>
            {result}
            <Notice>{t('all_revealed')}</Notice>
          </>
        )}
        {opgave !== undefined && (
          <>
            {fixing ? (
              <Notice kind="warning">
                <p>
                  {fixing.card === null
                    ? t('correcting_counts', { time: time(fixing.at) })
                    : t('correcting', { card: fixing.card })}
                </p>
                <Button onClick={stopFixing}>{t('stop_correcting')}</Button>
              </Notice>
            ) : (
              <Choices
                open={open}
                opgave={opgave}
                group={group}
                way={way}
                onOpgave={setChosen}
                onGroup={setGroup}
                onWay={setWay}
              />
            )}
            {opgave.round > 1 && <p>{t('round', { round: opgave.round })}</p>}
            {way === 'card' ? (
              <CardForm
                key={form}
                items={asked(opgave, who)}
                card={fixing ? fixing.card : (again?.card ?? next(stack, opgave, who))}
                typed={typedAs(asked(opgave, who), again?.answers)}
                correcting={fixing !== null}
                busy={sent !== null}
                begin={begin}
                result={result}
                onSave={(card, answers, how) => {
                  put({ answers, ...(card === null ? {} : { card }) }, opgave, how);
                }}
              />
            ) : (
              <CountsForm
                key={form}
                items={asked(opgave, who)}
                punt={fixing?.punt ?? null}
                correcting={fixing !== null}
                busy={sent !== null}
                result={result}
                onSave={(item, counts) => put({ item, counts }, opgave, null)}
              />
            )}
          </>
        )}
      </section>
      <Entries entries={stack.entries.value} opgaven={opgaven} onFix={fix} onBack={takeBack} />
    </div>
  );

  function fixKnown(known: string, typed: PaperOp): void {
    const entry = stack.entries.peek().find((one) => one.op === known);
    if (entry) fix(entry, typed);
  }

  function typeAgain(typed: PaperOp): void {
    const about = open.find(({ items }) => items.some(({ id }) => typed.answers?.[id] !== undefined));
    setChosen(about?.number ?? null);
    setGroup(typed.group);
    setWay('card');
    setAgain(typed);
    setHeld(typed.op);
  }
}

/** The number after the highest that was typed for this group and opgave, or that waits to be sent. */
function next(stack: Stack, opgave: OpgaveView, group: GroupName): number {
  const typed = stack.entries
    .peek()
    .filter((one) => one.group === group && one.opgave === opgave.number && one.round === opgave.round)
    .map(({ card }) => card ?? 0);
  const last = stack.outcome.peek();
  // What was saved just now stands in the list a moment later.
  const own = [...stack.waiting.peek(), ...(last?.state === 'saved' ? [last.op] : [])];
  const waiting = own.filter((one) => one.group === group && (one.round ?? 1) === opgave.round);
  return Math.max(0, ...typed, ...waiting.map(({ card }) => card ?? 0)) + 1;
}

interface ChoicesProps {
  open: OpgaveView[];
  opgave: OpgaveView;
  group: GroupName;
  way: Way;
  onOpgave: (number: number) => void;
  onGroup: (group: GroupName) => void;
  onWay: (way: Way) => void;
}

/** About what the next card is: opgave, group, and whether it is a card or counts. */
function Choices({ open, opgave, group, way, onOpgave, onGroup, onWay }: ChoicesProps) {
  return (
    <div class="tafel__choices">
      <div class="wp-field">
        <label class="utrecht-form-label" for="opgave">
          {t('opgave')}
        </label>
        <select
          id="opgave"
          class="tafel__select"
          value={opgave.number}
          onChange={(event) => onOpgave(Number(event.currentTarget.value))}
        >
          {open.map(({ number, name, state }) => (
            <option key={number} value={number}>
              {t(number === 0 ? 'waarden_option' : 'opgave_option', { number, name })}
              {state === 'scoring' ? ` (${t('opgave_open')})` : ''}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="tafel__choice">
        <legend class="utrecht-form-label">{t('whose')}</legend>
        {GROUPS.map((one) => (
          <label key={one} class="tafel__option">
            <input type="radio" name="group" checked={one === group} onChange={() => onGroup(one)} />
            <GroupMark group={one} />
          </label>
        ))}
      </fieldset>
      <fieldset class="tafel__choice">
        <legend class="utrecht-form-label">{t('way')}</legend>
        {(['card', 'counts'] as const).map((one) => (
          <label key={one} class="tafel__option">
            <input type="radio" name="way" checked={one === way} onChange={() => onWay(one)} />
            <span>{t(`way_${one}`)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
