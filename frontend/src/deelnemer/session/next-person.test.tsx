import { screen } from '@testing-library/preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { scoring } from '../../shared/charts/testing/makers';
import { ME } from '../../shared/live/testing/fake-server';
import { expectAccessible } from '../../shared/testing/axe';
import { TestPhone } from '../testing/phone';
import { passing } from './passing';

const phone = new TestPhone();
const shared = () => scoring({ me: ME, shared_phones: true });
const NEXT = 'Volgende persoon op deze telefoon';
const HAND_ON = 'Code opgeschreven, geef door';

afterEach(() => {
  passing.value = 'no';
});

async function leave(): Promise<void> {
  await phone.press('Mijn gegevens');
  await phone.press(NEXT);
}

it('waits until everything is sent, and shows the terugkomcode of who leaves', async () => {
  await phone.open(shared());
  await phone.press('Begin');
  phone.server.deaf = true;
  await phone.choose('4, meestal wel');
  await leave();
  expect(screen.getByText('K7Q2 M3XD')).toBeInTheDocument();
  expect(screen.getByText('Nog 1 antwoord wordt verstuurd.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: HAND_ON })).toBeDisabled();
  await expectAccessible();
  phone.server.deaf = false;
  await phone.pass(5_000);
  expect(screen.getByText('Al uw antwoorden zijn verstuurd.')).toBeInTheDocument();
  await phone.press(HAND_ON);
  expect(phone.heading).toHaveTextContent('Volgende persoon');
  expect(phone.heading).toHaveFocus();
  expect(screen.queryByText('K7Q2 M3XD')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Mijn gegevens' })).toBeNull();
  await expectAccessible();
});

it('asks for a group, forgets who was before, and is not scared by the end of the old socket', async () => {
  const replace = vi.fn();
  vi.stubGlobal('location', { pathname: '/voorbeeldstad/doe-mee/x', replace });
  await phone.open(shared());
  await phone.press('Begin');
  await phone.choose('4, meestal wel');
  await leave();
  await phone.press(HAND_ON);
  await phone.press('Doe mee');
  expect(screen.getByRole('alert')).toHaveTextContent('Kies eerst wie u bent.');
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    asked.push([path, JSON.parse(body as string)]);
    return Promise.resolve(new Response(JSON.stringify({ session: { id: shared().session } }), { status: 201 }));
  });
  await act(() => phone.server.socket.tell('ended', { reason: 'taken_over' }));
  expect(phone.heading).toHaveTextContent('Volgende persoon');
  await phone.user.click(screen.getByRole('radio', { name: /ambtenaar/i }));
  await phone.user.selectOptions(screen.getByLabelText('Taal'), 'ar');
  await vi.dynamicImportSettled();
  await phone.pass(100);
  await phone.press('شارك');
  expect(asked).toEqual([['/api/v1/participants/next?gemeente=voorbeeldstad', { group: 'ambtenaar', language: 'ar' }]]);
  expect(replace).toHaveBeenCalledWith('/voorbeeldstad/doe-mee/x');
  expect(Object.keys(localStorage)).toEqual([]);
  expect(Object.keys(sessionStorage)).toEqual([`wijk/fresh/${shared().session}`]);
  expect(document.body).toHaveTextContent(/^$/);
});

it('leaves it to the next person to hear their own terugkomcode', async () => {
  vi.stubGlobal('location', { pathname: '/voorbeeldstad/doe-mee/x', replace: vi.fn() });
  const answers = [{ item: 'item-1', round: 1, value: 4, seq: 1 }];
  await phone.open(scoring({ me: { ...ME, answers }, shared_phones: true }));
  await leave();
  await phone.press(HAND_ON);
  const { session } = shared();
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(JSON.stringify({ session: { id: session } }), { status: 201 })),
  );
  await phone.user.click(screen.getByRole('radio', { name: /bewoner/i }));
  await phone.press('Doe mee');
  await phone.pass(2_000);
  expect(sessionStorage.getItem(`wijk/fresh/${session}`)).toBe('1');
});

it('does not say that answers were sent to who gave none', async () => {
  await phone.open(shared());
  await leave();
  expect(screen.queryByText('Al uw antwoorden zijn verstuurd.')).toBeNull();
});

it('says what to do when the phone was handed on and the answer got lost', async () => {
  await phone.open(shared());
  await leave();
  await phone.press(HAND_ON);
  phone.server.gone = true;
  await act(() => phone.server.socket.tell('ended', { reason: 'taken_over' }));
  await phone.user.click(screen.getByRole('radio', { name: /bewoner/i }));
  await phone.press('Doe mee');
  expect(screen.getByRole('alert')).toHaveTextContent('De telefoon is al doorgegeven.');
  expect(screen.getByRole('link', { name: 'Doe mee' })).toHaveAttribute('href', '/doe-mee');
  await expectAccessible();
});

it('can be left alone', async () => {
  await phone.open(shared());
  await leave();
  await phone.press('Terug naar mijn antwoorden');
  expect(screen.getByRole('button', { name: 'Begin' })).toBeInTheDocument();
});

it('stays with the next person after a reload', async () => {
  await phone.open(shared());
  await leave();
  await phone.press(HAND_ON);
  expect(sessionStorage.getItem('wijk/passing')).toBe('1');
});

it('is not there where phones are not shared', async () => {
  await phone.open(scoring({ me: ME }));
  await phone.press('Mijn gegevens');
  expect(screen.queryByRole('button', { name: NEXT })).toBeNull();
});

it('changes the language of all that is said, and nothing else', async () => {
  await phone.open(scoring({ me: ME }));
  await phone.press('Begin');
  await phone.choose('4, meestal wel');
  const serve = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, options: RequestInit) => {
    if (options.method !== 'PATCH') return serve(path, options);
    phone.server.state = { ...phone.server.state, me: { ...ME, ...(JSON.parse(options.body as string) as object) } };
    return Promise.resolve(new Response('{}'));
  });
  await phone.user.selectOptions(screen.getByLabelText('Taal'), 'ar');
  await vi.dynamicImportSettled();
  await phone.pass(500);
  const text = screen.getByRole('heading', { level: 2 });
  expect([text.lang, text.dir]).toEqual(['ar', 'rtl']);
  expect(screen.getByRole('radio', { name: '4, غالبًا نعم' })).toBeChecked();
  expect(screen.getByText('النقطة 1 من 3')).toBeInTheDocument();
});
