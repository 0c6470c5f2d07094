import { render, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../shared/api/types';
import { HIDDEN, NO_LISTS, result, revealed, scoring, snapshot } from '../shared/charts/testing/makers';
import { expectAccessible } from '../shared/testing/axe';
import { Scherm } from './Scherm';

function show(shown: Snapshot, lostSince: string | null = null): Element {
  return render(
    <main>
      <Scherm snapshot={shown} lostSince={lostSince} dark={false} />
    </main>,
  ).container;
}

const title = () => screen.getByRole('heading', { level: 1 }).textContent;

describe('the scherm', () => {
  it.each([
    ['in the lobby', snapshot()],
    ['before the first opgave', snapshot({ state: 'running' })],
    ['while people score', scoring()],
    ['after a reveal', revealed()],
    ['in a pause', revealed({ state: 'paused' })],
    ['after the end', revealed({ state: 'closed' })],
    ['after an end without results', snapshot({ state: 'closed' })],
  ])('has one title, no controls and nothing that axe finds %s', async (_, shown) => {
    const container = show(shown);
    expect(title()).not.toBe('');
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryAllByRole('link')).toEqual([]);
    expect(container.querySelectorAll('details, input, select')).toHaveLength(0);
    await expectAccessible(container);
  });

  it('shows how to come in: code in groups of digits, a QR code per group and who is in', () => {
    show(snapshot());
    expect(screen.getByText('4821 0977')).toBeInTheDocument();
    expect(screen.getByText('wijk.example/doe-mee')).toBeInTheDocument();
    expect(screen.getAllByRole('img').map((image) => image.getAttribute('aria-label'))).toEqual([
      'QR-code om mee te doen als Bewoner',
      'QR-code om mee te doen als Wijkpartner',
      'QR-code om mee te doen als Ambtenaar',
    ]);
    expect(screen.getByText('25')).toBeInTheDocument();
  });

  it('shows no code when the door is locked', () => {
    const { doors } = snapshot();
    show(snapshot(doors ? { doors: { ...doors, joining: 'locked' } } : {}));
    expect(title()).toBe('De deur is dicht');
    expect(screen.queryByText('4821 0977')).toBeNull();
    expect(screen.getByText('40 deelnemers doen mee.')).toBeInTheDocument();
  });

  it('shows the first opgave to read while it waits', () => {
    show(snapshot({ state: 'running' }));
    expect(title()).toBe('Opgave 1');
    expect(screen.getByText('Definitie van opgave 1')).toBeInTheDocument();
  });

  it('shows how far each group is while people score, and no value', () => {
    const { progress } = snapshot();
    show(
      scoring({ progress: { ...progress, ready: { bewoner: [22, 25], wijkpartner: [10, 10], ambtenaar: [5, 5] } } }),
    );
    expect(screen.getByText('22').parentElement).toHaveTextContent('22 van 25 klaar');
    expect(screen.getByText('Nog 3 deelnemers zijn bezig')).toBeInTheDocument();
    expect(screen.queryByRole('figure')).toBeNull();
    expect(screen.getByText('Opgave 1 · eerste van 2 vandaag')).toBeInTheDocument();
  });

  it('says the conclusion as its title and shows the telling punten with a sentence each', () => {
    show(revealed({ lists: { ...NO_LISTS, differ: ['item-1'], worry: ['item-8'] } }));
    expect(title()).toBe('Over 1 van de 3 punten denken de groepen echt anders');
    const figures = screen.getAllByRole('figure');
    expect(figures).toHaveLength(2);
    expect(figures[0]).toHaveTextContent('Bewoners herkennen dit meestal niet. Ambtenaren meestal wel.');
    expect(figures[1]).toHaveTextContent('samen zorg');
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toContain('1 groepen verschillen');
  });

  it.each([
    ['before the first opgave', snapshot({ state: 'running' }), true],
    ['while people score', scoring(), true],
    ['after a reveal', revealed(), true],
    ['in a pause', revealed({ state: 'paused' }), true],
    ['but not after the end', revealed({ state: 'closed' }), false],
  ])('says in a corner how to come in %s', (_, shown, says) => {
    show(shown);
    expect(screen.queryByText(/^Doe mee: wijk.example\/doe-mee/) !== null).toBe(says);
    expect(screen.queryByText('4821 0977') !== null).toBe(says);
  });

  it('says nothing of coming in while the door is locked', () => {
    const { doors } = snapshot();
    show(revealed(doors ? { doors: { ...doors, joining: 'locked' } } : {}));
    expect(screen.queryByText('4821 0977')).toBeNull();
  });

  it('says that words can still change, what its numbers are, and what a list means', () => {
    show(revealed({ lists: { ...NO_LISTS, differ: ['item-1'], worry: ['item-8'] } }));
    expect(screen.getByText(/Na elke opgave kijken wij opnieuw/)).toBeInTheDocument();
    expect(screen.getByText(/^Het getal is het gemiddelde.* De zin noemt het middelste antwoord/)).toBeInTheDocument();
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      '1 groepen verschillen',
      '1 samen zorg: dit gaat niet goed',
    ]);
  });

  it('counts nothing where too few answered to compare', () => {
    show(revealed({ published: [result(1, { word: 'too_few' })], lists: NO_LISTS }));
    expect(title()).toBe('Te weinig antwoorden om groepen te vergelijken');
    expect(screen.queryAllByRole('listitem')).toEqual([]);
  });

  it('says honestly that nothing stood out, and never that there is no difference', () => {
    show(revealed({ published: [result(1), result(2)], lists: NO_LISTS }));
    expect(title()).toBe('Wij zien geen duidelijk verschil tussen de groepen');
    expect(screen.getByText(/Dat wil niet zeggen dat iedereen hetzelfde denkt/)).toBeInTheDocument();
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('says in the lane that a group has too few answers', () => {
    const { bewoner, wijkpartner } = result(1).groups;
    const groups = { bewoner: bewoner ?? HIDDEN, wijkpartner: wijkpartner ?? HIDDEN, ambtenaar: HIDDEN };
    show(revealed({ published: [result(1, { groups })], lists: { ...NO_LISTS, worry: ['item-1'] } }));
    expect(screen.getAllByText('Te weinig antwoorden om te tonen').length).toBeGreaterThan(0);
  });

  it('keeps the last picture without a connection and says since when', () => {
    show(revealed(), '19:42');
    expect(screen.getByRole('status')).toHaveTextContent('Scherm zonder verbinding sinds 19:42');
    expect(screen.getByRole('figure')).toBeInTheDocument();
  });

  it('says that a rehearsal is one', () => {
    show(revealed({ presence: { ...snapshot().presence, rehearsal: true } }));
    expect(screen.getByText('Proefsessie')).toBeInTheDocument();
  });
});
