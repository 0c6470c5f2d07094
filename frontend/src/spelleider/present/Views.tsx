import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { Picker } from '../Picker';
import { Conversation } from '../points/Conversation';
import type { Desk } from '../points/desk';
import { t } from '../words';
import { Overall } from './Overall';

interface ViewsProps {
  desk: Desk;
  opgave: OpgaveView | null;
  /** What stands under the first tab: the present opgave, or after the close each opgave by itself. */
  children: ComponentChildren;
}

type View = 'opgave' | 'conversation' | 'overall';

/** Once something was revealed: the present opgave, what to talk about, and all opgaven together. */
export function Views({ desk, opgave, children }: ViewsProps) {
  const tabs = tabsOf(desk.snapshot);
  const [view, setView] = useState<View>(tabs[0]?.[0] ?? 'opgave');
  return (
    <div class="views">
      <p class="views__label" aria-hidden="true">
        {t('views')}
      </p>
      <Picker name={t('views')} kind="tabs" options={tabs} chosen={view} onChoose={setView} />
      {view === 'opgave' && children}
      {view === 'conversation' && <Conversation desk={desk} opgave={opgave} />}
      {view === 'overall' && <Overall desk={desk} />}
    </div>
  );
}

/** Of one opgave there is no 'all together'; after the close all together comes first. */
function tabsOf({ state, opgaven }: Snapshot): (readonly [View, string])[] {
  const talk = ['conversation', t('tab_conversation')] as const;
  const several = opgaven.length > 1;
  if (state !== 'closed') {
    return [['opgave', t('tab_opgave')], talk, ...(several ? [['overall', t('tab_overall')] as const] : [])];
  }
  return several
    ? [['overall', t('tab_overall')], talk, ['opgave', t('tab_each')]]
    : [['overall', t('view_results')], talk];
}
