import { expect, type BrowserContext, type Page } from '@playwright/test';
import type { GroupName, Snapshot } from '../../src/shared/api/types';
import { type Meeting, URL_OF_SERVER } from './helper';
import type { Watch } from './watch';

export const ANSWERS = [
  'Weet ik niet',
  '1, helemaal niet',
  '2, meestal niet',
  '3, soms wel, soms niet',
  '4, meestal wel',
  '5, helemaal wel',
] as const;
export type Value = 0 | 1 | 2 | 3 | 4 | 5;

/** Somebody's browser, with what it heard. */
export class Seat {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly watch: Watch,
    readonly meeting: Meeting,
  ) {}

  protected button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { name });
  }

  /** What the server says to whoever sits here. */
  async snapshot(as: 'participant' | 'facilitator'): Promise<Snapshot> {
    const { gemeente, session } = this.meeting;
    const answer = await this.context.request.get(
      `/api/v1/gemeenten/${gemeente}/sessions/${session}/snapshot?as=${as}`,
    );
    return (await answer.json()) as Snapshot;
  }
}

/** The phone of a participant. */
export class Phone extends Seat {
  /** No internet any more, on this phone only. */
  async cut(): Promise<void> {
    await this.context.setOffline(true);
  }

  async mend(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** The page ends without a word: no time to send or to save anything. */
  async fallOver(): Promise<void> {
    const tools = await this.context.newCDPSession(this.page);
    const gone = this.page.waitForEvent('crash');
    void tools.send('Page.crash').catch(() => undefined);
    await gone;
    await this.page.close();
  }

  async joinByLink(group: GroupName): Promise<void> {
    await this.page.goto(this.meeting.links[group]);
    await expect(this.page.getByText(`U doet mee als ${group}`)).toBeVisible();
    await this.button('Doe mee').tap();
    await this.arrived();
  }

  async joinByCode(group: GroupName): Promise<void> {
    await this.typeCode(this.meeting.code);
    await this.page
      .getByRole('radio', { name: new RegExp(`^${group}`, 'i') })
      .locator('..')
      .tap();
    await this.button('Doe mee').tap();
    await this.arrived();
  }

  async typeCode(code: string): Promise<void> {
    await this.page.goto('/doe-mee');
    await this.page.getByLabel('Code', { exact: true }).fill(code);
    await this.button('Volgende').tap();
  }

  /** On this phone, with the terugkomcode of another one. */
  async comeBack(returnCode: string): Promise<void> {
    await this.page.goto('/doe-mee#terugkomen');
    await this.page.getByLabel('Code', { exact: true }).fill(this.meeting.code);
    await this.page.getByLabel('Terugkomcode').fill(returnCode);
    await this.button('Kom terug').tap();
    await this.isThere();
  }

  async arrived(): Promise<void> {
    await this.isThere();
    await expect(this.button('Mijn gegevens')).toBeVisible();
  }

  private isThere(): Promise<void> {
    return this.page.waitForURL(`**/${this.meeting.gemeente}/doe-mee/${this.meeting.session}`);
  }

  async returnCode(): Promise<string> {
    const { me } = await this.snapshot('participant');
    return me?.return_code ?? '';
  }

  /** From the opening of the opgave to its first punt. */
  async begin(): Promise<void> {
    await this.button('Begin').tap();
    await expect(this.page.getByText(/^Punt 1 van/)).toBeVisible();
  }

  async tapAnswer(value: Value): Promise<void> {
    await this.page.getByRole('radio', { name: ANSWERS[value] }).locator('..').tap();
  }

  async next(): Promise<void> {
    await this.button('Volgende').tap();
  }

  /** Answer the punten from the one that is on the screen, one after the other. */
  async score(values: readonly Value[]): Promise<void> {
    for (const value of values) {
      const punt = this.page.getByText(/^Punt \d+ van/);
      const here = await punt.textContent();
      await this.tapAnswer(value);
      await this.next();
      await expect(punt.filter({ hasText: here ?? '' })).toHaveCount(0);
    }
  }

  /** The tick of the punt on the screen: it stands in the database. */
  async seesTick(value: Value): Promise<void> {
    await expect(this.answerLine(value)).toContainText('verstuurd');
  }

  /** 'Bespreek dit' of the punt on the screen. */
  get proposal() {
    return this.page.locator('.propose');
  }

  get toggle() {
    return this.proposal.getByRole('button', { name: 'Bespreek dit' });
  }

  async propose(): Promise<void> {
    await this.page.getByRole('button', { name: 'Bespreek dit' }).tap();
  }

  /** The punten that the server knows this person asks to talk about, by their numbers. */
  async proposedAtServer(): Promise<number[]> {
    const { me, opgaven } = await this.snapshot('participant');
    const items = opgaven.flatMap((one) => one.items);
    return (me?.proposed ?? []).map((id) => items.find((item) => item.id === id)?.number ?? -1);
  }

  answerLine(value: Value) {
    const words = ANSWERS[value];
    return this.page.getByText(`Uw antwoord: ${value === 0 ? words.toLowerCase() : words}`);
  }

  /** The list of all punten, each with an answer that was sent. */
  async seesAllSent(values: readonly Value[]): Promise<void> {
    await expect(this.heading('Alles ingevuld')).toBeVisible();
    await expect(this.page.locator('.tick--sent')).toHaveCount(values.length);
    const shown = await this.page.locator('.tick--sent').allTextContents();
    expect(shown).toEqual(values.map((value) => (value === 0 ? ANSWERS[0].toLowerCase() : ANSWERS[value])));
  }

  async seesResults(): Promise<void> {
    await expect(this.page.getByText('Uitkomst · Opgave 1')).toBeVisible();
  }

  /** The answers that the server keeps of this person, in the order of the punten of an opgave. */
  async answersAtServer(opgave = 1): Promise<(number | undefined)[]> {
    const { me, opgaven } = await this.snapshot('participant');
    const items = opgaven.find((one) => one.number === opgave)?.items ?? [];
    return items.map((item) => me?.answers.find((answer) => answer.item === item.id)?.value);
  }
}

/** The cockpit of the spelleider. */
export class Cockpit extends Seat {
  /** What is taken away of the session: everything, or the table for a spreadsheet. */
  async taken(form: 'json' | 'csv'): Promise<string> {
    const { gemeente, session } = this.meeting;
    const path = `/api/v1/gemeenten/${gemeente}/sessions/${session}/results?format=${form}`;
    return (await this.context.request.get(path)).text();
  }

  async open(): Promise<void> {
    const { name, value } = this.meeting.signIn;
    await this.context.addCookies([{ name, value, url: URL_OF_SERVER, httpOnly: true, sameSite: 'Lax' }]);
    await this.page.goto(this.meeting.cockpit);
    await expect(this.heading(/Een avond in de wijk/)).toBeVisible();
  }

  /** Say yes in the question that is asked; points without an outcome wait for another evening. */
  async confirm(name: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    const later = dialog.getByRole('button', { name: 'Vanavond is er geen tijd meer voor.' });
    await expect(dialog).toBeVisible();
    if (await later.isVisible()) await later.click();
    await dialog.getByRole('button', { name, exact: true }).click();
  }

  /** Take the step of this button. Right after a step the buttons are disabled for a moment: a click waits for that. */
  async press(name: string, confirm = false): Promise<void> {
    const bar = this.page.locator('.step-bar');
    await bar.getByRole('button', { name, exact: true }).click();
    if (confirm) await this.confirm(name);
    await expect(bar.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
}

/** The beamer. */
export class Scherm extends Seat {
  async open(): Promise<void> {
    await this.page.goto(this.meeting.scherm);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }
}
