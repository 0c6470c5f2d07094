import { render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../shared/api/types';
import { expectAccessible } from '../../shared/testing/axe';
import { App } from '../App';
import { readPage } from '../page';

const PLACE = '/voorbeeldstad/doe-mee/0198c1f0-0000-7000-8000-000000000001';
const RETENTION = 'De gemeente bewaart uw antwoorden bij deze bijeenkomst, zonder uw naam.';
const user = userEvent.setup();
let asked: { path: string; body: unknown }[];
let answer: () => Response;
const go = vi.fn<(path: string) => void>();

beforeEach(() => {
  asked = [];
  answer = () => json({ session: { id: PLACE.split('/').pop(), gemeente: 'voorbeeldstad' } }, 201);
  go.mockReset();
  vi.stubGlobal('fetch', (path: string, options: RequestInit) => {
    asked.push({ path, body: JSON.parse(options.body as string) });
    return Promise.resolve(answer());
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

function json(data: unknown, status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(data), { status, headers });
}

function refuse(status: number, code: string, detail: string): void {
  const problem: Problem = { type: 'about:blank', status, code, title: '', detail };
  answer = () => json(problem, status, { 'retry-after': '60' });
}

function open(data: Record<string, string>, path: string): void {
  render(
    <main>
      <App page={readPage(data, path)} portal={null} go={go} />
    </main>,
  );
}

const byCode = () => open({ page: 'join', retention: RETENTION }, '/doe-mee');
const byLink = (changes: Record<string, string> = {}) =>
  open(
    {
      page: 'join-link',
      group: 'bewoner',
      sessionTitle: 'Avond in de Rivierenwijk',
      wijk: 'Rivierenwijk',
      smallestGroup: '3',
      retention: RETENTION,
      ...changes,
    },
    '/doe-mee/tok-en_1',
  );
const press = (name: string) => user.click(screen.getByRole('button', { name }));
const code = () => screen.getByRole('textbox', { name: 'Code' });

describe('joining by code', () => {
  it('takes a code with spaces, asks who you are, and goes to the session', async () => {
    byCode();
    await expectAccessible();
    expect(code()).toHaveAttribute('inputmode', 'numeric');
    await user.type(code(), '4821 0977');
    await press('Volgende');
    expect(screen.getByText('U doet mee met code 4821 0977.')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
    expect(screen.getByText(RETENTION)).toBeInTheDocument();
    await expectAccessible();
    await user.click(screen.getByRole('radio', { name: /wijkpartner/ }));
    await press('Doe mee');
    expect(asked).toEqual([
      { path: '/api/v1/participants', body: { code: '48210977', group: 'wijkpartner', language: 'nl-b1' } },
    ]);
    await waitFor(() => expect(go).toHaveBeenCalledWith(PLACE));
  });

  it('says at the field what is wrong with a code, before asking the server', async () => {
    byCode();
    await user.type(code(), '482');
    await press('Volgende');
    expect(code()).toBeInvalid();
    expect(code()).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('Een code heeft 8 cijfers');
    expect(asked).toEqual([]);
  });

  it('asks for a group before it joins', async () => {
    byCode();
    await user.type(code(), '48210977');
    await press('Volgende');
    await press('Doe mee');
    expect(screen.getByRole('alert')).toHaveTextContent('Kies eerst wie u bent.');
    expect(asked).toEqual([]);
  });

  it('brings a code that does not work back to its field, with the words of the server', async () => {
    refuse(404, 'code_not_valid', 'Deze code werkt niet.');
    byCode();
    await user.type(code(), '00000000');
    await press('Volgende');
    await user.click(screen.getByRole('radio', { name: /bewoner/ }));
    await press('Doe mee');
    expect(await screen.findByText('Deze code werkt niet.')).toBeInTheDocument();
    expect(code()).toHaveValue('00000000');
    expect(go).not.toHaveBeenCalled();
  });

  it('says when the door is closed, and when nothing answers, and can be tried again', async () => {
    refuse(409, 'door_closed', 'Nieuwe deelnemers kunnen er nu niet meer bij.');
    byCode();
    await user.type(code(), '48210977');
    await press('Volgende');
    await user.click(screen.getByRole('radio', { name: /bewoner/ }));
    await press('Doe mee');
    expect(await screen.findByRole('alert')).toHaveTextContent('Nieuwe deelnemers');
    answer = () => {
      throw new TypeError('no network');
    };
    await press('Doe mee');
    expect(await screen.findByText(/De server antwoordt niet/)).toBeInTheDocument();
  });
});

describe('coming back', () => {
  it('asks for both codes and goes to the session', async () => {
    byCode();
    await press('Ik heb een terugkomcode');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Terugkomen' })).toHaveFocus());
    await press('Kom terug');
    expect(screen.getAllByRole('alert')).toHaveLength(2);
    await expectAccessible();
    await user.type(code(), '48210977');
    await user.type(screen.getByRole('textbox', { name: 'Terugkomcode' }), 'k7q2 m3xd');
    await press('Kom terug');
    expect(asked).toEqual([
      { path: '/api/v1/participants/return', body: { code: '48210977', return_code: 'K7Q2M3XD' } },
    ]);
    await waitFor(() => expect(go).toHaveBeenCalledWith(PLACE));
  });

  it('goes back to joining', async () => {
    byCode();
    await press('Ik heb een terugkomcode');
    await press('Terug naar meedoen');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Doe mee' })).toHaveFocus());
  });
});

describe('joining by a link', () => {
  it('knows the group, says what is kept, and joins only on the button', async () => {
    byLink();
    expect(screen.getByText('U doet mee als bewoner')).toBeInTheDocument();
    expect(screen.getByText(RETENTION)).toBeInTheDocument();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(asked).toEqual([]);
    await expectAccessible();
    await press('Doe mee');
    expect(asked).toEqual([{ path: '/api/v1/participants', body: { join_token: 'tok-en_1', language: 'nl-b1' } }]);
    await waitFor(() => expect(go).toHaveBeenCalledWith(PLACE));
  });

  it('asks for the group when the link does not say it', async () => {
    byLink({ group: '' });
    await user.click(screen.getByRole('radio', { name: /ambtenaar/ }));
    await press('Doe mee');
    expect(asked[0]?.body).toMatchObject({ join_token: 'tok-en_1', group: 'ambtenaar' });
  });

  it('warns where a group of one or two is shown', () => {
    byLink({ smallestGroup: '2' });
    expect(screen.getByText('Let op: kleine groepen')).toBeInTheDocument();
  });

  it('offers to go on to who takes part on this phone already', async () => {
    byLink({ joined: PLACE, joinedGroup: 'bewoner' });
    expect(screen.getByText('U doet al mee als bewoner.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Ga verder' })).toHaveAttribute('href', PLACE);
    await expectAccessible();
    await press('Iemand anders wil op deze telefoon meedoen');
    expect(screen.getByRole('button', { name: 'Doe mee' })).toBeInTheDocument();
    expect(asked).toEqual([]);
  });
});
