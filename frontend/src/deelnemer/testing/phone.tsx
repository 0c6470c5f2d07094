import { cleanup, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Snapshot } from '../../shared/api/types';
import { Portal } from '../../shared/live/portal';
import { FakeServer } from '../../shared/live/testing/fake-server';
import { App } from '../App';

/** A phone that takes part, against a server that keeps the rules: for every test of a file. */
export class TestPhone {
  server = new FakeServer();
  private portals: Portal[] = [];
  readonly user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined) });

  constructor() {
    beforeEach(() => {
      vi.useFakeTimers({ shouldAdvanceTime: true });
      this.server = new FakeServer();
      this.server.serve();
    });
    afterEach(() => {
      for (const portal of this.portals.splice(0)) portal.stop();
      vi.useRealTimers();
      vi.unstubAllGlobals();
      sessionStorage.clear();
      localStorage.clear();
    });
  }

  readonly pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined));

  /** What is fetched when it is needed is there. */
  async loaded(): Promise<void> {
    // What is fetched may fetch more itself.
    for (let depth = 0; depth < 3; depth += 1) {
      await vi.dynamicImportSettled();
      await this.pass(50);
    }
  }

  async open(state: Snapshot): Promise<Portal> {
    this.server.state = state;
    const { gemeente, session } = state;
    const portal = new Portal({ gemeente, session, as: 'participant', dial: this.server.dial });
    this.portals.push(portal);
    portal.start();
    render(
      <main id="app" data-gemeente={gemeente} data-session={session} data-languages="nl-b1 en ar">
        <App page={{ kind: 'session', gemeente, session }} portal={portal} go={() => undefined} />
      </main>,
    );
    await this.pass(100);
    await this.loaded();
    return portal;
  }

  /** The page goes and comes again, as on a reload. */
  async reload(): Promise<void> {
    for (const portal of this.portals.splice(0)) portal.stop();
    cleanup();
    await this.open(this.server.state);
  }

  async move(changes: Partial<Snapshot>): Promise<void> {
    const { state } = this.server;
    this.server.state = { ...state, version: state.version + 1, ...changes };
    await act(() => this.server.socket.tell('snapshot', this.server.snapshot()));
    await this.pass(50);
    await this.loaded();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.user.click(screen.getByRole('button', { name }));
    await this.loaded();
  }

  async choose(name: string): Promise<void> {
    await this.user.click(screen.getByRole('radio', { name }));
    await this.pass(600);
  }

  get heading() {
    return screen.getByRole('heading', { level: 1 });
  }
}
