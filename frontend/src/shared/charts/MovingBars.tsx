import type { Bars, ItemView } from '../api/types';
import { translator } from '../i18n';
import texts from '../i18n/locales/nl/bars.json';
import { GroupMark } from '../ui/GroupMark';
import { barsOf, type GroupBar } from './data/bars';
import { StackedBar } from './StackedBar';
import { noAnswers, t as chart } from './words';
import './level-two.css';
import './moving-bars.css';

/** The texts of bars that move. */
export const t = translator(texts);

/** What the groups answered so far to a punt that is being scored: each bar grows in steps, and says what waits. */
export function MovingBars({ item, bars }: { item: ItemView; bars: Bars }) {
  return (
    <figure class="moving-bars">
      <figcaption class="moving-bars__punt">
        <strong>{item.number}</strong> {item.text} <span class="moving-bars__soft">({chart(`kind_${item.kind}`)})</span>
      </figcaption>
      <ul class="moving-bars__groups">
        {barsOf(item, bars).map((bar) => (
          <li key={bar.group} class="moving-bars__group">
            <GroupMark group={bar.group} word="many" />
            <Bar bar={bar} item={item} />
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Bar({ bar: { group, counts, notAsked, waiting }, item }: { bar: GroupBar; item: ItemView }) {
  if (counts === null) return <span class="moving-bars__soft">{notAsked ? noAnswers(group, true) : t('none')}</span>;
  const words = [
    ...(counts.unknown ? [chart('unknown_count', { n: counts.unknown })] : []),
    ...(waiting > 0 ? [t('waiting', { n: waiting })] : []),
  ];
  return (
    <>
      <StackedBar group={counts} polarity={item.kind} />
      <span class="moving-bars__soft moving-bars__words">{words.join(' · ')}</span>
    </>
  );
}
