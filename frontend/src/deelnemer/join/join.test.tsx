import { render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../shared/api/types';
import { expectAccessible } from '../../shared/testing/axe';
import { App } from '../App';
import { readPage } from '../page';

const PLACE = '/voorbeeldstad/doe-mee/0198c1f0-0000-7000-8000-000000000001';
const RETENTION = 'De gemeente bewaart uw antwoorden bij deze bijeenkomst, zonder uw naam.';
const LANGUAGES = ['nl-b1', 'nl', 'en', 'tr', 'ar', 'pl', 'uk'];
const SEEN = {
  title: 'Avond in de Rivierenwijk',
  wijk: 'Rivierenwijk',
  smallest_group: 3,
  languages: LANGUAGES,
  retention: RETENTION,
  joined: null,
};
const user = userEvent.setup();
let asked: { path: string; body: unknown }[];
let answer: () => Response;
let door: (() => Response) | null;
const go = vi.fn<(path: string) => void>();

beforeEach(() => {
  asked = [];
  answer = () => json({ session: { id: PLACE.split('/').pop(), gemeente: 'voorbeeldstad' } }, 201);
  door = () => json(SEEN, 200);
  go.mockReset();
  vi.stubGlobal('fetch', (path: string, options: RequestInit) => {
    asked.push({ path, body: JSON.parse(options.body as string) });
    return Promise.resolve(path.endsWith('/door') && door !== null ? door() : answer());
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
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

const byCode = () => open({ page: 'join' }, '/doe-mee');
const byLink = (changes: Record<string, string> = {}) =>
  open(
    {
      page: 'join-link',
      group: 'bewoner',
      sessionTitle: 'Avond in de Rivierenwijk',
      wijk: 'Rivierenwijk',
      smallestGroup: '3',
      retention: RETENTION,
      languages: LANGUAGES.join(' '),
      ...changes,
    },
    '/doe-mee/tok-en_1',
  );
const press = (name: string) => user.click(screen.getByRole('button', { name }));
const code = () => screen.getByRole('textbox', { name: 'Code' });
const joins = () => asked.filter(({ path }) => path === '/api/v1/participants');
/** Type a code that works, and come to the meeting behind it. */
async function typeCode(): Promise<void> {
  await user.type(code(), '4821 0977');
  await press('Volgende');
  await screen.findByRole('heading', { level: 1, name: SEEN.title });
}

describe('the language', () => {
  const choice = () => screen.findByLabelText('Taal');

  it('is chosen first, each in its own name, and goes along with a link', async () => {
    byLink();
    const names = [...(await choice()).querySelectorAll('option')].map((one) => one.textContent);
    expect(names).toHaveLength(LANGUAGES.length);
    expect(names).toContain('Türkçe');
    await user.selectOptions(await choice(), 'tr');
    expect(await screen.findByText('Bu çeviri henüz kontrol edilmedi.')).toBeInTheDocument();
    await expectAccessible();
    await press('Katıl');
    expect(joins()).toMatchObject([{ body: { language: 'tr' } }]);
  });

  it('goes along with a code as well', async () => {
    byCode();
    await typeCode();
    await user.selectOptions(await choice(), 'uk');
    await user.click(await screen.findByRole('radio', { name: /мешканець/i }));
    await press('Взяти участь');
    expect(joins()).toMatchObject([{ body: { language: 'uk', group: 'bewoner' } }]);
  });

  it('is chosen before the code, and turns the page', async () => {
    render(<main id="app" />);
    byCode();
    await user.selectOptions(await choice(), 'ar');
    expect(await screen.findByRole('heading', { name: 'شارك' })).toBeInTheDocument();
    const app = document.getElementById('app');
    expect([app?.lang, app?.dir]).toEqual(['ar', 'rtl']);
    await user.selectOptions(screen.getByLabelText('اللغة'), 'nl-b1');
    expect(await screen.findByRole('heading', { name: 'Doe mee' })).toBeInTheDocument();
    expect([app?.lang, app?.dir]).toEqual(['nl', 'ltr']);
  });

  it('is no question where a gemeente offers one', async () => {
    byLink({ languages: 'nl-b1' });
    await press('Doe mee');
    expect(screen.queryByLabelText('Taal')).toBeNull();
    expect(joins()).toMatchObject([{ body: { language: 'nl-b1' } }]);
  });
});

describe('joining by code', () => {
  it('takes a code with spaces, says which meeting it opens, asks who you are, and goes there', async () => {
    byCode();
    await expectAccessible();
    expect(code()).toHaveAttribute('inputmode', 'numeric');
    await typeCode();
    expect(screen.getByText('Rivierenwijk')).toBeInTheDocument();
    expect(screen.getByText('U doet mee met code 4821 0977.')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
    expect(screen.getByText(RETENTION)).toBeInTheDocument();
    expect(screen.getByText('Wij tonen een groep pas vanaf 3 antwoorden.')).toBeInTheDocument();
    await expectAccessible();
    await user.click(screen.getByRole('radio', { name: /wijkpartner/ }));
    await press('Doe mee');
    expect(joins()).toEqual([
      { path: '/api/v1/participants', body: { code: '48210977', group: 'wijkpartner', language: 'nl-b1' } },
    ]);
    await waitFor(() => expect(go).toHaveBeenCalledWith(PLACE));
  });

  it('offers to go on to who takes part on this phone already, and makes no second participant', async () => {
    door = () => json({ ...SEEN, joined: { group: 'bewoner', path: PLACE } }, 200);
    byCode();
    await typeCode();
    expect(screen.getByText('U doet al mee als bewoner.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Ga verder' })).toHaveAttribute('href', PLACE);
    await expectAccessible();
    await press('Iemand anders wil op deze telefoon meedoen');
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(joins()).toEqual([]);
  });

  it('goes back to the code with the back button of the browser', async () => {
    byCode();
    await typeCode();
    history.back();
    await waitFor(() => expect(code()).toHaveValue('4821 0977'));
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
    await typeCode();
    await press('Doe mee');
    expect(screen.getByRole('alert')).toHaveTextContent('Kies eerst wie u bent.');
    expect(joins()).toEqual([]);
  });

  it.each([
    [404, 'code_not_valid', 'Deze code werkt niet.'],
    [409, 'door_closed', 'Nieuwe deelnemers kunnen er nu niet meer bij.'],
    [429, 'too_many_tries', 'Wacht 10 minuten.'],
  ])('says at the field at once why a code lets nobody in: %i %s', async (status, name, words) => {
    refuse(status, name, words);
    door = null;
    byCode();
    await user.type(code(), '00000000');
    await press('Volgende');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    await waitFor(() => expect(code()).toHaveFocus());
    expect(code()).toBeInvalid();
    expect(code()).toHaveValue('00000000');
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('comes back to the code when it stopped working in between', async () => {
    refuse(404, 'code_not_valid', 'Deze code werkt niet.');
    byCode();
    await typeCode();
    await user.click(screen.getByRole('radio', { name: /bewoner/ }));
    await press('Doe mee');
    expect(await screen.findByText('Deze code werkt niet.')).toBeInTheDocument();
    await waitFor(() => expect(code()).toHaveFocus());
    expect(go).not.toHaveBeenCalled();
  });

  it('brings whoever is refused to the reason beside the button, and can be tried again', async () => {
    refuse(409, 'door_closed', 'Nieuwe deelnemers kunnen er nu niet meer bij.');
    byCode();
    await typeCode();
    await user.click(screen.getByRole('radio', { name: /bewoner/ }));
    await press('Doe mee');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Nieuwe deelnemers');
    await waitFor(() => expect(alert.parentElement).toHaveFocus());
    expect(alert.parentElement?.nextElementSibling).toBe(screen.getByRole('button', { name: 'Doe mee' }));
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

  it('says that one of two codes is wrong, and where each is found', async () => {
    refuse(404, 'code_not_valid', 'Deze code werkt niet.');
    open({ page: 'join' }, '/doe-mee');
    await press('Ik heb een terugkomcode');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Terugkomen' })).toHaveFocus());
    await user.type(code(), '48210977');
    await user.type(screen.getByRole('textbox', { name: 'Terugkomcode' }), 'AAAA AAAA');
    await press('Kom terug');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Een van de twee codes klopt niet');
    expect(alert).toHaveTextContent('De terugkomcode schreef u zelf op.');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Terugkomcode' })).toHaveFocus());
  });

  it('has an address of its own', () => {
    history.replaceState(null, '', '/doe-mee#terugkomen');
    byCode();
    expect(screen.getByRole('heading', { level: 1, name: 'Terugkomen' })).toBeInTheDocument();
  });

  it('goes back to joining', async () => {
    byCode();
    await press('Ik heb een terugkomcode');
    await user.click(await screen.findByRole('button', { name: 'Terug naar meedoen' }));
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
    await user.click(await screen.findByRole('radio', { name: /ambtenaar/ }));
    await press('Doe mee');
    expect(asked[0]?.body).toMatchObject({ join_token: 'tok-en_1', group: 'ambtenaar' });
  });

  it('leads straight to the form for a terugkomcode', () => {
    byLink();
    expect(screen.getByRole('link', { name: 'Ik heb een terugkomcode' })).toHaveAttribute(
      'href',
      '/doe-mee#terugkomen',
    );
  });

  it('brings whoever is refused to the reason beside the button', async () => {
    refuse(409, 'door_closed', 'Nieuwe deelnemers kunnen er nu niet meer bij.');
    byLink();
    await press('Doe mee');
    const alert = await screen.findByRole('alert');
    await waitFor(() => expect(alert.parentElement).toHaveFocus());
  });

  it('warns where a group of one or two is shown', () => {
    byLink({ smallestGroup: '2' });
    expect(screen.getByText('Let op: kleine groepen')).toBeInTheDocument();
  });

  it('hears that the door is closed before anything is asked', async () => {
    byLink({ door: 'locked' });
    expect(screen.getByText('De deur is dicht')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Doe mee' })).toBeNull();
    expect(screen.queryByText('Wat wij van u bewaren')).toBeNull();
    await expectAccessible();
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
