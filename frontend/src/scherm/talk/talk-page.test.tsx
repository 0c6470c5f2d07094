import { render, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { AgreementView, NoteView, Snapshot } from '../../shared/api/types';
import { at, item, opgave, point, revealed } from '../../shared/charts/testing/makers';
import { expectAccessible } from '../../shared/testing/axe';
import { Scherm } from '../Scherm';

const show = (snapshot: Snapshot) => render(<Scherm snapshot={snapshot} lostSince={null} dark={false} />).container;

function note(number: number, text: string, changes: Partial<NoteView> = {}): NoteView {
  return { id: `note-${number}`, box: 'goes_well', text, group: 'bewoner', signed: null, ...changes };
}

function agreement(changes: Partial<AgreementView> = {}): AgreementView {
  return {
    ...{
      id: 'agreement-1',
      item: 'item-1',
      earlier: false,
      what: 'De lampen worden gemaakt.',
      organisation: 'Woonbron',
    },
    ...{ role: 'wijkbeheerder', due: '2026-12-18', level: 'operational', answer_by: null, status: 'open', late: false },
    noticed: [],
    ...changes,
  };
}

const talking = (changes: Partial<Snapshot> = {}): Snapshot =>
  revealed({ current: { ...at(1, 'item-1'), view: 'discussion' }, ...changes });

describe('the talk', () => {
  it('asks why, with the two boxes growing, as text and with the group that said it', async () => {
    const notes = [note(1, '<b>Schoon</b>'), note(2, 'Meer licht', { box: 'could_be_better', group: null })];
    const container = show(talking({ discussion: [point(1, { notes })] }));
    expect(screen.getByRole('heading', { level: 1, name: 'Waarom denken we hier anders over?' })).toBeInTheDocument();
    expect(screen.getByText('<b>Schoon</b>')).toBeInTheDocument();
    expect(screen.getByText('een deelnemer')).toBeInTheDocument();
    expect(screen.queryByText(/^Schrijf op uw telefoon/)).toBeNull();
    await expectAccessible(container);
  });

  it('says how to begin while nothing is written, and whether the punt is a kans or a valkuil', () => {
    const container = show(talking({ discussion: [point(1)] }));
    expect(screen.getByText(/^Schrijf op uw telefoon/)).toBeInTheDocument();
    expect(container).toHaveTextContent('Tekst van punt 1 (kans)');
  });

  it('keeps the newest notes in sight and counts the others', () => {
    const notes = Array.from({ length: 9 }, (_, place) => note(place, `Notitie ${place} ${'x'.repeat(80)}`));
    show(talking({ discussion: [point(1, { notes })] }));
    expect(screen.queryByText(/^Notitie 0/)).toBeNull();
    expect(screen.getByText(/^Notitie 8/)).toBeInTheDocument();
    expect(screen.getByText('En nog 7 notities')).toBeInTheDocument();
  });

  it('says how it ended', () => {
    const ended = point(1, { outcome: { kind: 'agreement', reason: 'Samen' } });
    show(talking({ discussion: [ended], agreements: [agreement()] }));
    expect(screen.getByText('Afspraak gemaakt.').parentElement).toHaveTextContent('De lampen worden gemaakt.');
  });
});

describe('what bewoners noticed', () => {
  const part = (): Snapshot['opgaven'][number] => ({
    ...opgave(-1, 'revealed', [item(1, { id: 'ask-1', kind: 'afspraak', agreement: 'agreement-1' })]),
    name: 'Afspraken van de vorige keer',
  });
  const said = (yes: number | null) => ({
    ...{ session: revealed().session, at: '2026-11-26T19:00:00Z' },
    ...(yes === null ? { yes, a_bit: null, no: null, unknown: null } : { yes, a_bit: 1, no: 1, unknown: 0 }),
  });

  it.each([
    [4, 'Ja 4'],
    [null, 'Te weinig antwoorden om te tonen'],
  ])('is shown when %s said yes', async (yes, words) => {
    const agreements = [agreement({ item: null, earlier: true, noticed: [said(yes)] })];
    const container = show(revealed({ opgaven: [part()], current: at(-1), published: [], discussion: [], agreements }));
    expect(screen.getByRole('heading', { name: 'Wat merkten bewoners van de afspraken?' })).toBeInTheDocument();
    expect(container).toHaveTextContent(words);
    expect(container).not.toHaveTextContent('Opgave -1');
    await expectAccessible(container);
  });
});

it('ends with where the groups differ most, what was agreed, and when something happens next', async () => {
  const agreements = [
    agreement({ due: '2026-12-18' }),
    agreement({ id: 'agreement-2', what: 'De bankjes komen terug.', due: '2026-12-01' }),
    agreement({ id: 'agreement-3', what: 'Vervalt', status: 'dropped' }),
  ];
  const container = show(revealed({ state: 'closed', agreements }));
  expect(screen.getByRole('heading', { level: 1, name: 'En nu?' })).toBeInTheDocument();
  const agreed = screen.getByRole('heading', { name: 'Dit spreken wij af' }).parentElement as HTMLElement;
  expect(within(agreed).getAllByRole('listitem')).toHaveLength(2);
  expect(container).not.toHaveTextContent('Vervalt');
  expect(screen.getByText(/De eerste afspraak is uiterlijk dinsdag 1 december 2026 klaar/)).toBeInTheDocument();
  await expectAccessible(container);
});
