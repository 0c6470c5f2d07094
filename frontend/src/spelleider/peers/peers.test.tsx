import { screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { PeerList, PeerView } from '../../shared/api/types';
import { revealed } from '../../shared/charts/testing/makers';
import { expectAccessible } from '../../shared/testing/axe';
import { leave, PATH, stand } from '../testing/stand';

const HOSTILE = '<img src=x onerror=alert(1)> שלום';
const ASKED = `GET ${PATH}/peers`;

afterEach(leave);

function peer(changes: Partial<PeerView> = {}): PeerView {
  const contact = 'anna@beekstad.example';
  return { called: 'Beekstad', role: 'wijkmanager', contact, link: `mailto:${contact}`, ...changes };
}

function cockpit(answer: () => PeerList | Response) {
  return stand({ [`GET ${PATH}/participants`]: () => ({ participants: [] }), [ASKED]: answer });
}

const open = () => userEvent.click(screen.getByText('Sparren met een collega', { selector: 'summary' }));

describe('sparren met een collega', () => {
  it('shows per opgave who wants to be found, as text, when it is opened', async () => {
    const call = peer({ called: HOSTILE, contact: '070 123 45 67', link: 'tel:0701234567' });
    const { show, asked } = cockpit(() => ({
      opgaven: [
        { opgave: 1, colleagues: [peer(), call] },
        { opgave: 3, colleagues: [] },
      ],
    }));
    const container = await show(revealed({ state: 'closed' }));
    expect(asked.map((one) => one.call)).not.toContain(ASKED);
    await open();
    const mail = await screen.findByRole('link', { name: 'anna@beekstad.example' });
    expect(mail.getAttribute('href')).toBe('mailto:anna@beekstad.example');
    expect(screen.getByRole('link', { name: '070 123 45 67' }).getAttribute('href')).toBe('tel:0701234567');
    expect(screen.getByText(HOSTILE).closest('[dir=auto]')).toBeTruthy();
    expect(container.querySelector('.peers img')).toBeNull();
    expect([...container.querySelectorAll('.peers h3')].map((one) => one.textContent)).toEqual([
      expect.stringMatching(/^Opgave 1: ./),
    ]);
    await expectAccessible(container);
  });

  it('shows an address that is neither of mail nor of a telephone as text', async () => {
    const { show } = cockpit(() => ({ opgaven: [{ opgave: 1, colleagues: [peer({ contact: 'Anna', link: null })] }] }));
    await show(revealed({ state: 'closed' }));
    await open();
    expect((await screen.findByText('Anna')).closest('a')).toBeNull();
  });

  it('says so when there is nobody, and leads to all opgaven', async () => {
    const { show } = cockpit(() => ({ opgaven: [{ opgave: 1, colleagues: [] }] }));
    await show(revealed({ state: 'closed' }));
    await open();
    expect(await screen.findByText(/^Er is nog niemand\./)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk alle opgaven' }).getAttribute('href')).toMatch(
      /\/beheer\/collegas$/,
    );
  });

  it('says what went wrong, and asks again when it is opened again', async () => {
    let refused = true;
    const { show } = cockpit(() =>
      refused ? new Response('', { status: 503 }) : { opgaven: [{ opgave: 1, colleagues: [peer()] }] },
    );
    await show(revealed({ state: 'closed' }));
    await open();
    await waitFor(() => expect(document.querySelector('details [role=alert]')?.textContent).toBeTruthy());
    refused = false;
    await open();
    await open();
    expect(await screen.findByText('Beekstad')).toBeTruthy();
  });

  it('is not there as long as the session goes on', async () => {
    const { show } = cockpit(() => ({ opgaven: [] }));
    await show(revealed());
    expect(screen.queryByText('Sparren met een collega')).toBeNull();
  });
});
