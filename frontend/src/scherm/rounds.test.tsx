import { act, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../shared/api/types';
import { at, firstStep, moved, movedOn, ownPace, revealed, scoring, snapshot } from '../shared/charts/testing/makers';
import { expectAccessible } from '../shared/testing/axe';
import { Scherm } from './Scherm';

const picture = (shown: Snapshot) => (
  <main>
    <Scherm snapshot={shown} lostSince={null} dark={false} />
  </main>
);
const show = (shown: Snapshot) => render(picture(shown)).container;
const title = () => screen.getByRole('heading', { level: 1 }).textContent;

const pass = (milliseconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });

/** Punt 1 is scored again, alone. */
function again(changes: Partial<Snapshot> = {}): Snapshot {
  const { opgaven, published } = revealed();
  const one = { ...opgaven[0], state: 'scoring', round: 2, only: 'item-1' } as (typeof opgaven)[number];
  return scoring({ opgaven: [one, ...opgaven.slice(1)], published, ...changes });
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a second round on the scherm', () => {
  it('asks only the punt that is scored again', async () => {
    const container = show(again());
    expect(title()).toBe('Opnieuw: punt 1');
    expect(screen.getByText('Tekst van punt 1')).toBeInTheDocument();
    expect(screen.getByText('1 punt op uw telefoon. Herkent u dit?')).toBeInTheDocument();
    expect(screen.getByText('Opgave 1 · eerste van 2 vandaag · opnieuw, na het gesprek')).toBeInTheDocument();
    await expectAccessible(container);
  });

  it('shows what the conversation moved at that punt', async () => {
    const container = show(movedOn());
    expect(title()).toBe('Het gesprek heeft iets veranderd');
    expect(screen.getByText('Na het gesprek herkennen bewoners dit vaker.')).toBeInTheDocument();
    expect(container.querySelectorAll('figure')).toHaveLength(1);
    await expectAccessible(container);
  });

  it('counts the punten that moved when all were scored again', async () => {
    const before = movedOn();
    const still = moved(2);
    const same = moved(2, { movement: still.movement && { ...still.movement, changed: false } });
    const opgaven = before.opgaven.map((one) => ({ ...one, only: null }));
    const container = show(movedOn({ opgaven, published: [...before.published, same] }));
    expect(title()).toBe('Bij 1 van de 2 punten heeft het gesprek iets veranderd');
    expect([...container.querySelectorAll('.difference__finding')].map((one) => one.textContent)).toEqual([
      'Het gesprek heeft iets veranderd',
      'Wij zien geen duidelijke verandering',
    ]);
    await expectAccessible(container);
  });

  it('shows the result as ever after a new beginning, which has nothing before it', () => {
    const { opgaven } = revealed();
    show(revealed({ opgaven: opgaven.map((one) => ({ ...one, round: 2 })) }));
    expect(title()).toBe('Over 1 van de 3 punten denken de groepen echt anders');
  });
});

describe('time on the scherm', () => {
  it('counts down softly, and says that answers are still welcome when it is over', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-24T19:42:00Z') });
    const container = show(scoring({ current: { ...at(1), deadline: '2026-11-24T19:45:05Z' } }));
    expect(screen.getByRole('timer')).toHaveTextContent('Nog 3:05');
    await pass(10_000);
    expect(screen.getByRole('timer')).toHaveTextContent('Nog 2:55');
    await pass(180_000);
    expect(screen.getByRole('timer')).toHaveTextContent('De tijd is om. Antwoorden kan nog.');
    expect(container.querySelector('[aria-live]')).toBeNull();
  });

  it('shows how far each opgave is at an own pace, and until when', async () => {
    const until = new Date(Date.now() + 600_000);
    const clock = `${String(until.getHours()).padStart(2, '0')}.${String(until.getMinutes()).padStart(2, '0')}`;
    const { progress } = snapshot();
    const items = { 'item-14': { bewoner: 5, wijkpartner: 10 } };
    const container = show(ownPace({ own_until: until.toISOString(), progress: { ...progress, items } }));
    expect(title()).toBe('Geef antwoord in uw eigen tempo');
    expect(screen.getByText(`Open tot ${clock} uur`)).toBeInTheDocument();
    const [, second] = container.querySelectorAll('.own__entry');
    expect(second?.textContent).toMatch(/Opgave 2.*bewoners 20%.*wijkpartners 100%.*ambtenaren 0%/);
    await expectAccessible(container);
  });

  it('says when the own time is over', () => {
    show(ownPace({ own_until: new Date(Date.now() - 1_000).toISOString() }));
    expect(title()).toBe('De tijd is om');
  });
});

describe('the ten waarden on the scherm', () => {
  it('are a result page of their own, each waarde in one place', async () => {
    const container = show(firstStep());
    expect(title()).toBe('Waar staan we met de eerste stap?');
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      'Samenwerking',
      'Per wijk',
      'Samen',
    ]);
    expect(screen.getByText(/Meedoen/)).toHaveTextContent('Geen duidelijk beeld: Meedoen');
    await expectAccessible(container);
  });
});

describe('what is counted while people score', () => {
  const { progress, session } = snapshot();
  const bar = { answered: 6, counts: [1, 2, 1, 0, 2, 0], waiting: 4 };
  const bars = { session, step: 1, items: { 'item-1': { bewoner: bar } } };

  it('says how many of them came on paper', () => {
    const paper = { 'item-1': { bewoner: 3 } };
    show(scoring({ progress: { ...progress, paper, ready: { ...progress.ready, bewoner: [19, 22] } } }));
    expect(screen.getByText('22').parentElement).toHaveTextContent('22 van 25 klaar');
    expect(screen.getByText('waarvan 3 op papier')).toBeInTheDocument();
  });

  it('moves bars where the session chose so', async () => {
    const container = show(scoring({ open_bars: true, bars }));
    expect(screen.getByText(/4 antwoorden staan er nog niet bij/)).toBeInTheDocument();
    expect(container.querySelectorAll('.stacked')).toHaveLength(1);
    await expectAccessible(container);
  });

  it('shows no bars where it did not', () => {
    const container = show(scoring({ open_bars: false, bars }));
    expect(container.querySelectorAll('.stacked')).toHaveLength(0);
    expect(title()).toBe('Opgave 1');
  });
});
