import { Difference } from '../../shared/charts/Difference';
import type { Row } from '../../shared/charts/data/results';
import { LevelTwo } from '../../shared/charts/LevelTwo';
import { changedWords } from '../../shared/charts/moved';
import { Movement } from '../../shared/charts/Movement';
import { outsideWords } from '../../shared/charts/outside';
import { say } from '../../shared/i18n/findings';
import type { Desk } from '../points/desk';
import { PointActions } from '../points/PointActions';
import { choiceOf } from '../points/points';
import { WhyLine } from '../points/WhyLine';
import { nameOf } from '../steps/label';
import { t } from '../words';
import { Fold } from './Fold';
import { Original } from './Items';
import './results.css';

interface LineProps {
  row: Row;
  desk: Desk;
  /** Say of which opgave it is: several stand together. */
  names?: boolean;
  /** Say why it stands here. */
  reasons?: boolean;
  onChoose?: () => void;
}

/** One punt: its sentence at once, what can be done with it, and its pictures when asked. */
export function Line({ row, desk, names = false, reasons = false, onChoose }: LineProps) {
  const { snapshot } = desk;
  const { item, result, opgave } = row;
  const outside = outsideWords(result);
  const skipped = choiceOf(item.id, snapshot) === 'skip';
  return (
    <li class={`results__line${skipped ? ' results__line--skipped' : ''}`}>
      {names && <p class="results__opgave">{nameOf(opgave)}</p>}
      <p class="results__punt">
        <strong>{item.number}</strong> {item.text} <span class="items__kind">({t(`kind_${item.kind}`)})</span>
      </p>
      <p class="results__finding">{say(result.finding, snapshot.term)}</p>
      {result.movement && <p>{changedWords(result.movement.changed)}.</p>}
      {outside !== null && <p class="results__remark">{outside}</p>}
      <WhyLine row={row} desk={desk} list={reasons} />
      <div class="results__foot">
        <PointActions row={row} desk={desk} talk={reasons && !skipped} {...(onChoose ? { onChoose } : {})} />
        <Fold
          look="more"
          summary={
            <>
              {t('show_picture')}
              <span class="wp-visually-hidden"> {t('of_item', { number: item.number })}</span>
            </>
          }
        >
          <div class="results__pictures">
            <Movement item={item} result={result} term={snapshot.term} />
            <Difference item={item} result={result} term={snapshot.term} />
            <LevelTwo item={item} result={result} />
            <Original item={item} />
          </div>
        </Fold>
      </div>
    </li>
  );
}
