import { useState } from 'preact/hooks';
import type { OpgaveView, PaperRow } from '../shared/api/types';
import { Button } from '../shared/ui/Button';
import { GroupMark } from '../shared/ui/GroupMark';
import { t } from './words';

interface EntriesProps {
  entries: PaperRow[];
  opgaven: OpgaveView[];
  onFix: (entry: PaperRow) => void;
  onBack: (entry: PaperRow) => void;
}

const FIRST = 8;

/** What stands in the list: 'Kaart 12', 'Aantallen bij punt 3', or about how many punten it is. */
export function nameOf({ card, punt, punten }: PaperRow): string {
  if (card !== null) return t('entry_card', { card });
  return punt === null ? t('entry_other', { n: punten }) : t('entry_punt', { punt });
}

/** An entry that says nothing, and only takes back an other one: told beside that one. */
const takesBack = ({ corrects, punten }: PaperRow): boolean => corrects !== null && punten === 0;

/** Everything that was typed in, the last one first; what it says is told to nobody. */
export function Entries({ entries, opgaven, onFix, onBack }: EntriesProps) {
  const [all, setAll] = useState(false);
  const rows = entries.filter((entry) => !takesBack(entry)).reverse();
  const shown = all ? rows : rows.slice(0, FIRST);
  const open = (entry: PaperRow): boolean => {
    const opgave = opgaven.find(({ number }) => number === entry.opgave);
    return !entry.corrected && opgave?.state !== 'revealed' && opgave?.round === entry.round;
  };
  const became = (entry: PaperRow): string | null => {
    const later = entries.find(({ corrects }) => corrects === entry.op);
    if (later && takesBack(later)) return t('entry_back', { by: later.by, time: time(later.at) });
    if (entry.corrected) return t('entry_replaced');
    return entry.corrects === null ? null : t('entry_corrected');
  };
  return (
    <section class="entries" aria-labelledby="entries-title">
      <h2 id="entries-title" class="nl-heading nl-heading--level-2">
        {t('entries')}
      </h2>
      {rows.length === 0 && <p>{t('entries_none')}</p>}
      <ul class="entries__rows">
        {shown.map((entry) => (
          <li key={entry.op} class="entries__row">
            <p class="entries__what">
              <b>{nameOf(entry)}</b>
              {became(entry) !== null && <span>({became(entry)})</span>}
              <GroupMark group={entry.group} />
            </p>
            <p class="entries__who">
              {opgaven.find(({ number }) => number === entry.opgave)?.name}, {entry.by}, {time(entry.at)}
            </p>
            {open(entry) && (
              <p class="entries__do">
                <Button aria-label={t('fix_what', { what: nameOf(entry) })} onClick={() => onFix(entry)}>
                  {t('fix')}
                </Button>
                <Button aria-label={t('back_what', { what: nameOf(entry) })} onClick={() => onBack(entry)}>
                  {t('back')}
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {rows.length > shown.length && (
        <Button kind="subtle" onClick={() => setAll(true)}>
          {t('more', { n: rows.length })}
        </Button>
      )}
    </section>
  );
}

/** The time on the clock of who reads it. */
export function time(moment: string): string {
  return new Date(moment).toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' });
}
