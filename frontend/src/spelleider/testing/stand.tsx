import { act, render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, vi } from 'vitest';
import type { Snapshot } from '../../shared/api/types';
import { snapshot } from '../../shared/charts/testing/makers';
import { Portal } from '../../shared/live/portal';
import { Line, network } from '../../shared/testing/line';
import { Cockpit } from '../Cockpit';
import { Participants } from '../people/participants';

const { gemeente, session } = snapshot();
/** Of the session of the makers, in the API. */
export const PATH = `/gemeenten/${gemeente}/sessions/${session}`;

/** A cockpit on a wide page, with the other end of its socket and of its network. */
export interface Stand {
  line: Line;
  asked: ReturnType<typeof network>['asked'];
  /** The page, before the server said anything. */
  open: () => Element;
  /** The page with this state of the session. */
  show: (shown: Snapshot) => Promise<Element>;
}

let portal: Portal | undefined;

/** `closed door`: no socket is given out. */
export function stand(answers: Parameters<typeof network>[0], door?: 'closed door'): Stand {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  const { asked } = network({ ...(door ? {} : { 'POST /socket-tickets': () => ({ ticket: 't' }) }), ...answers });
  const line = new Line();
  const here = new Portal({ gemeente, session, as: 'facilitator', dial: line.dial });
  portal = here;
  const open = (): Element => {
    here.start();
    const people = new Participants(gemeente, session);
    return render(
      <main>
        <Cockpit portal={here} people={people} />
      </main>,
    ).container;
  };
  const show = async (shown: Snapshot): Promise<Element> => {
    const container = open();
    await waitFor(() => expect(line.taken).toBe(true));
    await act(() => line.open(shown));
    return container;
  };
  return { line, asked, open, show };
}

/** After each test: hang up, and give the browser back what is its own. */
export function leave(): void {
  portal?.stop();
  vi.unstubAllGlobals();
}

export const click = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
