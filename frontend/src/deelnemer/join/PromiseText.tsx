import type { PromiseData } from '../page';
import { Notice } from '../../shared/ui/Notice';
import { t } from '../text';

/** Above the button, in words: what we do not ask, what others can find out, what we keep, and until when. */
export function PromiseText({ smallestGroup, retention }: PromiseData) {
  const small = smallestGroup !== null && smallestGroup < 3;
  return (
    <>
      <section class="promise" aria-labelledby="promise">
        <h2 id="promise" class="promise__title">
          {t('promise_title')}
        </h2>
        <ul class="promise__list">
          <li>{t('promise_name')}</li>
          <li>{t('promise_group')}</li>
          {smallestGroup !== null && !small && <li>{t('promise_smallest', { n: smallestGroup })}</li>}
          <li>{t('promise_alike')}</li>
          <li>
            <span lang="nl">{retention}</span>
          </li>
        </ul>
        <details class="fold">
          <summary>{t('promise_more')}</summary>
          <p>{t('promise_more_alike')}</p>
          <p>{t('promise_more_rounds')}</p>
          <a class="nl-link" href="/privacy">
            {t('privacy')}
          </a>
        </details>
      </section>
      {small && (
        <Notice kind="warning" title={t('promise_small_title')}>
          <p>{t('promise_small')}</p>
        </Notice>
      )}
    </>
  );
}
