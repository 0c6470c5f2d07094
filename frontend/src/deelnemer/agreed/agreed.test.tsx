import { screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { NoticedView, OpgaveView, Snapshot } from '../../shared/api/types';
import {
  agreement,
  at,
  differing,
  item,
  NO_LISTS,
  opgave,
  result,
  revealed,
  snapshot,
} from '../../shared/charts/testing/makers';
import { ME } from '../../shared/live/testing/fake-server';
import { expectAccessible } from '../../shared/testing/axe';
import { TestPhone } from '../testing/phone';

const phone = new TestPhone();

const WHAT = 'De lampen\nbij de <b>school</b>';
const EARLIER = [
  agreement(1, { id: 'old-1', item: null, earlier: true, what: WHAT, due: '2026-11-03', late: true }),
  agreement(2, { id: 'old-2', item: null, earlier: true, what: 'Een vast gezicht', status: 'in_progress' }),
];

/** The afspraken of last time, as only bewoners are asked about them. */
function part(state: OpgaveView['state']): OpgaveView {
  const items = EARLIER.map(({ id, what }, i) =>
    item(i + 1, {
      id: `asked-${i + 1}`,
      kind: 'afspraak',
      text: what,
      original: what,
      agreement: id,
      skipped_by: ['wijkpartner', 'ambtenaar'],
    }),
  );
  return {
    ...opgave(-1, state, items),
    name: 'Afspraken van de vorige keer',
    definition: 'Hebt u er iets van gemerkt?',
  };
}

const asking = (changes: Partial<Snapshot> = {}) =>
  snapshot({
    me: ME,
    state: 'running',
    opgaven: [part('scoring'), opgave(1, 'waiting', [item(1)])],
    current: at(-1),
    agreements: EARLIER,
    ...changes,
  });

function told(counts: Partial<NoticedView>): NoticedView {
  const { session } = snapshot();
  return { session, at: '2026-11-27T19:00:00Z', yes: 4, a_bit: 1, no: 1, unknown: 0, ...counts };
}

const NONE = { yes: null, a_bit: null, no: null, unknown: null };
const shown = (changes: Partial<Snapshot> = {}) => {
  const [first, second] = EARLIER;
  if (first === undefined || second === undefined) throw new Error('no afspraken');
  const before = told({ session: 'another', yes: 99 });
  return asking({
    opgaven: [part('revealed'), opgave(1, 'waiting', [item(1)])],
    agreements: [
      { ...first, noticed: [before, told({})] },
      { ...second, noticed: [before, told(NONE)] },
    ],
    ...changes,
  });
};

describe('gemerkt?', () => {
  it('is asked with four answers in words, of which none says what is right', async () => {
    await phone.open(asking());
    expect(phone.heading).toHaveTextContent('Afspraken van de vorige keer');
    expect(screen.getByText('2 afspraken')).toBeInTheDocument();
    await phone.press('Begin');
    expect(screen.getByText('Afspraak 1 van 2')).toBeInTheDocument();
    const scale = screen.getByRole('group', { name: 'Hebt u hier iets van gemerkt?' });
    const answers = within(scale).getAllByRole<HTMLInputElement>('radio');
    expect(answers.map((one) => [one.value, one.getAttribute('aria-label'), one.parentElement?.textContent])).toEqual([
      ['3', 'Ja', 'Ja'],
      ['2', 'Een beetje', 'Een beetje'],
      ['1', 'Nee', 'Nee'],
      ['0', 'Weet ik niet', 'Weet ik niet'],
    ]);
    const words = screen.getByRole('heading', { level: 2 });
    expect(words.textContent).toBe(`1 ${WHAT}`);
    expect(words).toHaveAttribute('dir', 'auto');
    expect(screen.getByText('Woonbron, wijkbeheerder')).toBeInTheDocument();
    expect(document.querySelector('main')?.textContent).not.toMatch(/kans|valkuil|Oorspronkelijke|Bespreek|herkent/i);
    await expectAccessible();
  });

  it('is kept and sent as a score is, and reads as what was answered', async () => {
    await phone.open(asking());
    await phone.press('Begin');
    await phone.choose('Een beetje');
    expect(screen.getByText(/^Uw antwoord: een beetje/)).toHaveTextContent('verstuurd');
    expect(phone.server.scored.map(({ item: id, value, round }) => [id, value, round])).toEqual([['asked-1', 2, 1]]);
    await phone.press('Volgende');
    await phone.choose('Weet ik niet');
    await phone.press('Volgende');
    expect(phone.heading).toHaveTextContent('Afspraken van de vorige keer');
    const rows = [...document.querySelectorAll('.overview__answer')].map((one) => one.textContent);
    expect(rows).toEqual(['een beetje', 'weet ik niet']);
    await expectAccessible();
  });

  it('is for bewoners: others read what was agreed', async () => {
    await phone.open(asking({ me: { ...ME, group: 'ambtenaar' } }));
    expect(screen.getByText('Deze vraag is voor bewoners.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Begin' })).toBeNull();
    expect(document.querySelector('.agreed__what')?.textContent).toBe(WHAT);
    expect(document.querySelector('.agreed__what b')).toBeNull();
    await expectAccessible();
  });

  it('is shown per afspraak in words, as a bar and as a table, of this session only, with the own answer', async () => {
    phone.server.stored.set('asked-1 1', { item: 'asked-1', round: 1, value: 3, seq: 1 });
    await phone.open(shown());
    const [first, second] = [...document.querySelectorAll<HTMLElement>('.noticed__one')];
    const line = [...(first?.querySelectorAll('.noticed__count') ?? [])].map((one) => one.textContent);
    expect(line).toEqual(['Ja 4', 'Een beetje 1', 'Nee 1', 'Weet ik niet 0']);
    expect(
      [...(first?.querySelectorAll<HTMLElement>('.noticed__part') ?? [])].map((one) => one.style.flexGrow),
    ).toEqual(['4', '1', '1', '0']);
    expect([...(first?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent)).toEqual([
      'Ja4',
      'Een beetje1',
      'Nee1',
      'Weet ik niet0',
    ]);
    expect(first).toHaveTextContent('Uw antwoord: ja');
    expect(second).toHaveTextContent('Te weinig antwoorden om te tonen');
    expect(second?.querySelector('.noticed__bar')).toBeNull();
    expect(screen.queryByText('Deze vraag was voor bewoners.')).toBeNull();
    await expectAccessible();
  });

  it('is shown to who was not asked as well', async () => {
    await phone.open(shown({ me: { ...ME, group: 'wijkpartner' } }));
    expect(screen.getByText('Deze vraag was voor bewoners.')).toBeInTheDocument();
    expect(screen.getByText('Ja 4')).toBeInTheDocument();
  });

  it('is read where everybody goes at an own pace, also by who is not asked', async () => {
    const { opgaven } = asking();
    const own = opgaven.map((one) => ({ ...one, own: true, state: 'scoring' as const }));
    const until = new Date(Date.now() + 30 * 60_000).toISOString();
    const me = { ...ME, group: 'ambtenaar' as const };
    await phone.open(asking({ me, pace: 'own', own_until: until, opgaven: own, current: at(null) }));
    await phone.press(/^Afspraken van de vorige keer/);
    expect(screen.getByText('Deze vraag is voor bewoners.')).toBeInTheDocument();
  });
});

describe('what was agreed', () => {
  it('of the time before is read in the lobby, with what became of it', async () => {
    await phone.open(snapshot({ me: ME, agreements: [...EARLIER, agreement(9)] }));
    const list = screen.getByRole('heading', { name: 'Dit spraken we de vorige keer af' }).parentElement;
    const lines = [...(list?.querySelectorAll('.agreed__what, .agreed__by li') ?? [])].map((one) => one.textContent);
    expect(lines).toEqual([
      WHAT,
      'Woonbron, wijkbeheerder',
      'Uiterlijk dinsdag 3 november 2026',
      'Te laat',
      'Een vast gezicht',
      'Woonbron, wijkbeheerder',
      'Uiterlijk dinsdag 1 december 2026',
      'Hier wordt aan gewerkt',
    ]);
    await expectAccessible();
  });

  it('stands nowhere in the lobby of a first session', async () => {
    await phone.open(snapshot({ me: ME }));
    expect(screen.queryByText('Dit spraken we de vorige keer af')).toBeNull();
  });

  it('is read after the close with the three strongest differences and what happens first', async () => {
    const items = [1, 2, 3, 4].map((number) => item(number));
    const differ = ['item-4', 'item-2', 'item-1', 'item-3'];
    await phone.open(
      revealed({
        me: ME,
        state: 'closed',
        opgaven: [opgave(1, 'revealed', items)],
        published: [differing(1), differing(2), result(3), differing(4)],
        lists: { ...NO_LISTS, differ },
        agreements: [...EARLIER, agreement(1, { due: '2026-12-08' }), agreement(2, { answer_by: '2026-11-30' })],
      }),
    );
    const now = screen.getByRole('heading', { name: 'En nu?' }).parentElement as HTMLElement;
    expect(now.querySelectorAll('ol li')).toHaveLength(3);
    expect(now.querySelector('ol li')).toHaveTextContent(
      'Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.',
    );
    expect([...now.querySelectorAll('.agreed__what')].map((one) => one.textContent)).toEqual([
      'Afspraak 1',
      'Afspraak 2',
    ]);
    expect(within(now).getByText('Antwoord binnen 3 dagen')).toBeInTheDocument();
    expect(now).toHaveTextContent('Uiterlijk maandag 30 november 2026 geeft Woonbron antwoord.');
    await expectAccessible();
  });

  it('says so after the close when there is none, and what bewoners noticed of earlier ones', async () => {
    await phone.open(shown({ state: 'closed' }));
    expect(screen.getByText('Er zijn geen afspraken gemaakt.')).toBeInTheDocument();
    expect(screen.getByText('Er is geen datum afgesproken.')).toBeInTheDocument();
    await phone.user.click(screen.getByText('Afspraken van de vorige keer'));
    await phone.loaded();
    expect(screen.getByText('Ja 4')).toBeInTheDocument();
    await expectAccessible();
  });
});
