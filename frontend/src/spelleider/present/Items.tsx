import type { ItemView } from '../../shared/api/types';
import { t } from '../words';

/** The punten of an opgave to read along, with the wording of 2009 one tap away. */
export function Items({ items }: { items: ItemView[] }) {
  return (
    <details class="items">
      <summary>{t('items', { n: items.length })}</summary>
      <ol class="items__list">
        {items.map((item) => (
          <li key={item.id} class="items__item">
            <p>
              <strong>{item.number}</strong> {item.text} <span class="items__kind">({t(`kind_${item.kind}`)})</span>
            </p>
            <Original item={item} />
          </li>
        ))}
      </ol>
    </details>
  );
}

export function Original({ item }: { item: ItemView }) {
  return (
    <details class="items__original">
      <summary>{t('original')}</summary>
      <p>{item.original}</p>
    </details>
  );
}
