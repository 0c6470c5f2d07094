import type { OpgaveView, ViewName } from '../../shared/api/types';
import { AGREEMENTS } from '../../shared/i18n/agenda';
import { Notice } from '../../shared/ui/Notice';
import { Picker } from '../Picker';
import { type Desk, useAsking } from '../points/desk';
import { isMoved } from '../../shared/charts/data/moved';
import { hasFloorPlan } from '../points/points';
import { t } from '../words';
import './on-scherm.css';

/** What the scherm shows of results; the discussion of a punt is chosen where the punt stands. */
type ResultView = Exclude<ViewName, 'discussion'>;

/** What the scherm shows of what was revealed, in words, and the other things that it can show. */
export function OnScherm({ desk, opgave }: { desk: Desk; opgave: OpgaveView }) {
  const { ask, busy, trouble } = useAsking(desk);
  const { current, opgaven } = desk.snapshot;
  const views: ResultView[] = opgave.number === AGREEMENTS ? ['results'] : ['results', 'lists'];
  if (hasFloorPlan(opgave)) views.push('floor_plan');
  if (opgaven.length > 1) views.push('overall');
  const punt = opgaven.flatMap(({ items }) => items).find((item) => item.id === current.item);
  const moved = isMoved(opgave, desk.snapshot);
  const words = (view: ResultView, way: 'view' | 'now'): string => {
    if (!moved) return t(`${way}_${view}`);
    if (view === 'lists' && opgave.number === 0) return t(`${way}_results`);
    return t(view === 'results' ? `${way}_moved` : `${way}_${view}`);
  };
  const shown = current.view === 'discussion' ? 'results' : current.view;
  const talk = current.view === 'discussion' ? 'now_discussion' : 'now_item';
  const now = punt ? t(talk, { number: punt.number }) : words(shown, 'now');
  const show = (view: ResultView, click: MouseEvent): void => {
    if (view === shown && !punt) return;
    void ask(click, () => desk.show({ view }), t('on_scherm', { what: words(view, 'now') }));
  };
  return (
    <div class="on-scherm">
      <p class="on-scherm__now">{t('on_scherm', { what: now })}</p>
      {desk.leads && (
        <Picker
          name={t('scherm_shows')}
          options={views.map((view) => [view, words(view, 'view')] as const)}
          chosen={punt ? null : shown}
          busy={busy}
          onChoose={show}
        />
      )}
      {trouble !== null && (
        <Notice kind="warning" urgent>
          {trouble}
        </Notice>
      )}
    </div>
  );
}
