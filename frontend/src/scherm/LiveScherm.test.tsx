import { act, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { revealed, snapshot } from '../shared/charts/testing/makers';
import { Portal } from '../shared/live/portal';
import { Line, network } from '../shared/testing/line';
import { LiveScherm } from './LiveScherm';

let portal: Portal;
let line: Line;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-24T19:42:10'), shouldAdvanceTime: true });
  line = new Line();
  const { gemeente, session } = snapshot();
  portal = new Portal({ gemeente, session, as: 'screen', bearer: 'secret', dial: line.dial });
});

afterEach(() => {
  portal.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (milliseconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });

it('asks for a ticket as a screen, shows the present moment, and says when the line is gone', async () => {
  const { asked } = network({ 'POST /socket-tickets': () => ({ ticket: 't' }) });
  portal.start();
  render(<LiveScherm portal={portal} dark={false} />);
  expect(screen.getByText('Bezig met laden…')).toBeInTheDocument();
  await pass(10);
  expect(asked[0]?.body).toMatchObject({ as: 'screen' });
  await act(() => line.open(revealed()));
  expect(screen.getByRole('figure')).toBeInTheDocument();
  await act(() => line.cut());
  await pass(2_500);
  expect(screen.getByRole('status')).toHaveTextContent('Scherm zonder verbinding sinds 19:42');
  expect(screen.getByRole('figure')).toBeInTheDocument();
});

it('says the same of a link that does not exist as of one that is not yours', async () => {
  network({});
  portal.start();
  render(<LiveScherm portal={portal} dark={false} />);
  await pass(10);
  expect(screen.getByText('Deze pagina bestaat niet of is niet voor u')).toBeInTheDocument();
});

it('shows nothing any more once its link was taken back', async () => {
  network({ 'POST /socket-tickets': () => ({ ticket: 't' }) });
  portal.start();
  render(<LiveScherm portal={portal} dark={false} />);
  await pass(10);
  await act(() => line.open(revealed()));
  await act(() => line.tell('ended', { reason: 'revoked' }));
  expect(screen.queryByRole('figure')).toBeNull();
});

it('says that a trial is over when it was wiped', async () => {
  network({ 'POST /socket-tickets': () => ({ ticket: 't' }) });
  portal.start();
  render(<LiveScherm portal={portal} dark={false} />);
  await pass(10);
  await act(() => line.open(revealed({ trial: true })));
  await act(() => line.tell('ended', { reason: 'gone' }));
  expect(screen.getByText('De proef is voorbij')).toBeInTheDocument();
});
