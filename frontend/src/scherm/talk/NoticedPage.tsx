import type { OpgaveView, Snapshot } from '../../shared/api/types';
import { Noticed } from '../../shared/talk/Agreements';
import { day, t, whoDoes } from '../../shared/talk/words';
import { usePage } from '../reveal/paging';
import { pageWords } from '../reveal/headline';
import './noticed-page.css';

/** More afspraken than this do not fit with their answers. */
const MOST = 4;

/** What bewoners noticed of the afspraken of last time. */
export function NoticedPage({ opgave, snapshot }: { opgave: OpgaveView; snapshot: Snapshot }) {
  const asked = opgave.items.flatMap((item) => snapshot.agreements.find(({ id }) => id === item.agreement) ?? []);
  const page = usePage(`noticed ${opgave.round}`, asked.length, MOST);
  return (
    <section class="noticed-page">
      <p class="scherm__eyebrow">{opgave.name}</p>
      <h1 class="scherm__title">{t('noticed_title')}</h1>
      <div class="noticed-page__list" ref={page.place}>
        <ol>
          {asked.slice(page.start, page.start + page.rows).map((agreement) => {
            const said = agreement.noticed.filter(({ session }) => session === snapshot.session).at(-1);
            return (
              <li key={agreement.id} class="noticed-page__one">
                <p class="noticed-page__what" dir="auto">
                  {agreement.what}
                </p>
                <p class="noticed-page__who">
                  {whoDoes(agreement)} · {t('agreement_due', { date: day(agreement.due) })}
                  {agreement.late && ` (${t('agreement_late').toLowerCase()})`} · {t(`status_${agreement.status}`)}
                </p>
                {said ? <Noticed noticed={said} /> : <p>{t('noticed_few')}</p>}
              </li>
            );
          })}
        </ol>
      </div>
      {asked.length > page.rows && <p class="reveal__page">{pageWords(page, asked.length)}</p>}
    </section>
  );
}
