import { t } from '../text';

/** What is asked for is on its way. */
export function Underway({ title }: { title: string }) {
  return (
    <div class="stack">
      <h1 tabIndex={-1} class="nl-heading nl-heading--level-1">
        {title}
      </h1>
      <p class="soft">{t('loading')}</p>
    </div>
  );
}
