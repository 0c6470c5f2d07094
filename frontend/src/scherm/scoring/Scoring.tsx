import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { askedOf, type GroupProgress, progressOf, stillBusy } from '../../shared/charts/data/progress';
import { AGREEMENTS } from '../../shared/i18n/agenda';
import { percent } from '../../shared/charts/data/scale';
import { t } from '../words';
import { GroupMark } from '../../shared/ui/GroupMark';
import { BarsPage } from './BarsPage';
import { scoringEyebrow } from './names';
import { SoftTimer } from './SoftTimer';
import './scoring.css';

/** What people answer now and how far each group is: counts only, unless the session lets bars move meanwhile. */
export function Scoring({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  if (snapshot.open_bars && snapshot.bars)
    return <BarsPage opgave={opgave} snapshot={snapshot} shown={snapshot.bars} />;
  const groups = progressOf(opgave, snapshot.progress);
  const items = askedOf(opgave);
  const [item] = opgave.only === null ? [] : items;
  return (
    <section class="scoring">
      <div class="scoring__words">
        <p class="scherm__eyebrow">{scoringEyebrow(opgave, snapshot)}</p>
        <h1 class="scoring__name">{item ? t('scoring_punt', { number: item.number }) : opgave.name}</h1>
        {item ? <p class="scoring__item">{item.text}</p> : <p class="scoring__definition">{opgave.definition}</p>}
        <p class="scoring__question">
          {t(opgave.number === AGREEMENTS ? 'scoring_agreements' : 'scoring_question', { n: items.length })}
        </p>
        <SoftTimer deadline={snapshot.current.deadline} />
      </div>
      <div class="scoring__groups">
        {groups.map((group) => (
          <GroupBar key={group.group} progress={group} />
        ))}
        <p class="scoring__waiting">{waiting(groups)}</p>
        <p class="scoring__legend">{t('scoring_legend')}</p>
      </div>
    </section>
  );
}

function GroupBar({ progress }: { progress: GroupProgress }) {
  const { group, ready, joined, paper } = progress;
  return (
    <div class={`progress wp-group-${group}`}>
      <p class="progress__words">
        <span class="progress__group">
          <GroupMark group={group} word="Many" />
        </span>
        <span class="progress__count">
          <strong>{ready}</strong> {t('scoring_of', { joined })}
        </span>
      </p>
      {paper > 0 && <p class="progress__paper">{t('scoring_paper', { n: paper })}</p>}
      <div class="progress__bar" aria-hidden="true">
        <span class="progress__answered" style={{ inlineSize: percent(progress.answeredShare) }} />
        <span class="progress__ready" style={{ inlineSize: percent(progress.readyShare) }} />
      </div>
    </div>
  );
}

function waiting(groups: GroupProgress[]): string {
  const busy = stillBusy(groups);
  if (groups.every((group) => group.joined === 0)) return t('scoring_nobody');
  if (busy === 0) return t('scoring_all_ready');
  return t('scoring_busy', { n: busy });
}
