import { screen, within } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { TableRow } from '../../shared/api/types';
import { scoring, snapshot } from '../../shared/charts/testing/makers';
import { expectAccessible } from '../../shared/testing/axe';
import { click, leave, PATH, stand } from '../testing/stand';

afterEach(leave);

const TABLE: TableRow = { id: 't1', number: 1, revoked: false };

describe('paper in the cockpit', () => {
  it('makes a link for a table, shows it once, and ends it', async () => {
    let tables: TableRow[] = [];
    const { show, asked } = stand({
      [`GET ${PATH}/participants`]: () => ({ participants: [] }),
      [`GET ${PATH}/papers`]: () => ({ entries: [] }),
      [`GET ${PATH}/tables`]: () => ({ tables }),
      [`POST ${PATH}/tables`]: () => {
        tables = [TABLE];
        return { ...TABLE, url: 'https://wijk.example/voorbeeldstad/tafel/abc' };
      },
      [`DELETE ${PATH}/tables/t1`]: () => {
        tables = [{ ...TABLE, revoked: true }];
        return tables[0];
      },
    });
    const container = await show(scoring());
    await userEvent.click(screen.getByText('Papier', { selector: 'summary' }));
    await click('Maak een link voor een vrijwilliger');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('img', { name: 'QR-code voor tafel 1' })).toBeTruthy();
    expect(within(dialog).getByRole('link').getAttribute('href')).toBe('https://wijk.example/voorbeeldstad/tafel/abc');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sluiten' }));
    await click('Stop de link van tafel 1');
    expect(await screen.findByText('Tafel 1 (gestopt)')).toBeTruthy();
    expect(asked.map(({ call }) => call)).toContain(`DELETE ${PATH}/tables/t1`);
    await expectAccessible(container);
  });

  it('leads to the cards and to typing them in, as long as the session goes on', async () => {
    const { show } = stand({ [`GET ${PATH}/participants`]: () => ({ participants: [] }) });
    const { gemeente, session } = snapshot();
    const container = await show(scoring());
    const links = [...container.querySelectorAll<HTMLAnchorElement>('.paper a')].map((one) => one.getAttribute('href'));
    const here = `/${gemeente}/sessies/${session}`;
    expect(links).toEqual([`${here}/kaarten`, `${here}/papier`]);
  });
});
