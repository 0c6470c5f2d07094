import { render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../shared/api/types';
import {
  at,
  differing,
  item,
  NO_LISTS,
  opgave,
  opgaveResult,
  result,
  revealed,
  point,
} from '../../shared/charts/testing/makers';
import { FakeServer, ME } from '../../shared/live/testing/fake-server';
import { Portal } from '../../shared/live/portal';
import { expectAccessible } from '../../shared/testing/axe';
import { App } from '../App';
import { foundIn } from './found';

let server: FakeServer;
let portal: Portal | null = null;
const user = userEvent.setup();

beforeEach(() => {
  server = new FakeServer();
  server.serve();
});

afterEach(() => {
  portal?.stop();
  vi.unstubAllGlobals();
});

async function open(changes: Partial<Snapshot> = {}): Promise<void> {
  server.state = revealed({ me: ME, ...changes });
  const { gemeente, session } = server.state;
  portal = new Portal({ gemeente, session, as: 'participant', dial: server.dial });
  portal.start();
  render(
    <main>
      <App page={{ kind: 'session', gemeente, session }} portal={portal} go={() => undefined} />
    </main>,
  );
  await screen.findByRole('heading', { level: 1 });
  await waitFor(() => expect(screen.queryByText('Bezig met laden…')).toBeNull());
}

const unfold = (name: string | RegExp) => user.click(screen.getByText(name, { selector: 'summary, summary *' }));

/** Two opgaven that were shown: punt 1 differs, 2 is a worry, 14 goes well. */
const evening: Partial<Snapshot> = {
  opgaven: [opgave(1, 'revealed', [item(1), item(2), item(8)]), opgave(2, 'revealed', [item(14)])],
  published: [differing(1), result(2, { proposed: 5 }), result(8), result(14)],
  lists: { ...NO_LISTS, differ: ['item-1'], worry: ['item-2'], strength: ['item-14'] },
  discussion: [point(2, { choice: 'pin' }), point(1), point(8, { choice: 'skip' })],
};

describe('what was found over all opgaven', () => {
  it('begins with what is talked about, in the order of the server and without what is skipped', () => {
    const found = foundIn(revealed(evening)).map(({ name, rows }) => [name, rows.map((row) => row.item.number)]);
    expect(found).toEqual([
      ['discussion', [2, 1]],
      ['differ', [1]],
      ['worry', [2]],
      ['strength', [14]],
    ]);
  });

  it('stands in lists that unfold when the session is closed, and per opgave below them', async () => {
    await open({ ...evening, state: 'closed' });
    await screen.findByText('En nu?');
    const headings = screen.getAllByRole('heading').map((one) => one.textContent);
    expect(headings).toEqual([
      'De bijeenkomst is afgelopen',
      'En nu?',
      'Hier verschillen de groepen het meest',
      'Dit spreken we af',
      'Wat gebeurt er nu?',
      'Punten om te bespreken: 2',
      'De groepen verschillen over 1 punt',
      'Iedereen ziet 1 punt als zorg',
      'Iedereen ziet 1 punt dat goed gaat',
      'Alle punten per opgave',
      'Opgave 1: Opgave 1',
      'Opgave 2: Opgave 2',
    ]);
    expect(screen.queryByRole('figure')).toBeNull();
    const first = screen.getByText('Tekst van punt 2');
    expect(first).toHaveTextContent('5 mensen willen dit bespreken');
    await user.click(first);
    expect(screen.getAllByRole('figure')).toHaveLength(1);
    await unfold('Opgave 2: Opgave 2');
    expect(screen.getByText('Wij zien geen duidelijk verschil tussen de groepen')).toBeInTheDocument();
    await expectAccessible();
  });

  it('shows a long list in two parts', async () => {
    const items = Array.from({ length: 7 }, (_, i) => item(i + 1));
    await open({
      state: 'closed',
      opgaven: [opgave(1, 'revealed', items)],
      published: items.map(({ number }) => result(number)),
      lists: NO_LISTS,
      discussion: items.map(({ number }) => point(number)),
    });
    expect(screen.queryByText('Tekst van punt 6')).toBeNull();
    await unfold('Nog 2 punten');
    expect(screen.getByText('Tekst van punt 6')).toBeInTheDocument();
  });

  it('comes to the phone while the session goes on, when the room looks at it', async () => {
    await open({ ...evening, current: { ...at(1), view: 'overall' } });
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Alle opgaven samen');
    expect(screen.getByText('Punten om te bespreken: 2')).toBeInTheDocument();
  });

  it('says so when nothing was shown', async () => {
    await open({ state: 'closed', published: [], lists: NO_LISTS, discussion: [] });
    expect(screen.getByText('Er is geen uitkomst getoond.')).toBeInTheDocument();
  });
});

describe('one opgave', () => {
  it('says that the words can still change', async () => {
    await open();
    expect(screen.getByText(/Na elke opgave kijken wij opnieuw/)).toBeInTheDocument();
  });

  it('has the sub-results per group in a fold, never as one average, and says of how many punten', async () => {
    await open({ opgave_results: [opgaveResult(2, { groups: {} }), opgaveResult(1)] });
    await unfold('Kansen en valkuilen per groep');
    const groups = [...document.querySelectorAll('.sides li')].map((one) =>
      [...one.children].map((line) => line.textContent),
    );
    expect(groups).toEqual([
      ['bewoners', 'Kansen benut: 31, op basis van 2 van 2 punten', 'Valkuilen vermeden: 44, op basis van 1 punt'],
      ['wijkpartners', 'Kansen benut: te weinig antwoorden', 'Valkuilen vermeden: te weinig antwoorden'],
      ['ambtenaren', 'Kansen benut: 72, op basis van 2 van 2 punten', 'Valkuilen vermeden: 60, op basis van 1 punt'],
      ['Alle groepen', 'Kansen benut: 52, op basis van 2 van 2 punten', 'Valkuilen vermeden: 52, op basis van 1 punt'],
    ]);
    await expectAccessible();
  });
});
