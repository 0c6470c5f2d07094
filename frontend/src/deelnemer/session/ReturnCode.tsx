import { spaced, t } from '../text';
import './return-code.css';

/** The code that brings somebody back on another phone. */
export function ReturnCode({ code }: { code: string }) {
  return (
    <section class="return-code">
      <p class="return-code__title">{t('your_return_code')}</p>
      <p class="return-code__code">{spaced(code)}</p>
      <p>{t('write_it_down')}</p>
    </section>
  );
}
