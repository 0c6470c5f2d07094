import { test as base, expect, type Browser, type BrowserContextOptions } from '@playwright/test';
import type { GroupName } from '../../src/shared/api/types';
import { type Meeting, type Town, URL_OF_SERVER } from './helper';
import { Cockpit, Phone, Scherm, Seat } from './people';
import { Watch } from './watch';

export { expect };

/** A hall with people, each with a browser of their own, and what all these browsers heard. */
export class Hall {
  readonly seats: Seat[] = [];

  constructor(private readonly browser: Browser) {}

  async phone(meeting: Meeting, wishes: BrowserContextOptions = {}): Promise<Phone> {
    return this.seat(Phone, meeting, { viewport: { width: 360, height: 740 }, hasTouch: true, ...wishes });
  }

  /** A phone that came in by the QR code of its group. */
  async joined(meeting: Meeting, group: GroupName): Promise<Phone> {
    const phone = await this.phone(meeting);
    await phone.joinByLink(group);
    return phone;
  }

  async cockpit(meeting: Meeting): Promise<Cockpit> {
    const cockpit = await this.seat(Cockpit, meeting, { viewport: { width: 1280, height: 800 } });
    await cockpit.open();
    return cockpit;
  }

  /** The cockpit of somebody else who may lead. */
  async secondCockpit(meeting: Meeting): Promise<Cockpit> {
    return this.cockpit({ ...meeting, signIn: meeting.beheerder });
  }

  async scherm(meeting: Meeting): Promise<Scherm> {
    const scherm = await this.seat(Scherm, meeting, { viewport: { width: 1280, height: 720 } });
    await scherm.open();
    return scherm;
  }

  /** The desk of the beheerder, with nothing open yet. */
  async beheerder(home: Meeting | Town, wishes: BrowserContextOptions = {}): Promise<Seat> {
    const nowhere = { session: '', code: '', links: { bewoner: '', wijkpartner: '', ambtenaar: '' } };
    const meeting = { ...nowhere, scherm: '', cockpit: '', signIn: home.beheerder, ...home };
    const desk = await this.seat(Seat, meeting, { viewport: { width: 1280, height: 800 }, ...wishes });
    await desk.context.addCookies([{ ...meeting.beheerder, url: URL_OF_SERVER, httpOnly: true, sameSite: 'Lax' }]);
    return desk;
  }

  async seat<S extends Seat>(
    kind: new (...parts: ConstructorParameters<typeof Seat>) => S,
    meeting: Meeting,
    wishes: BrowserContextOptions,
  ): Promise<S> {
    const context = await this.browser.newContext(wishes);
    const watch = new Watch(context);
    const seat = new kind(await context.newPage(), context, watch, meeting);
    this.seats.push(seat);
    return seat;
  }

  /** Whatever the story is about: nobody's browser complained, and nobody spoke to another host. */
  async leave(): Promise<void> {
    for (const { context, watch } of this.seats) {
      await context.close();
      expect.soft(watch.complaints, 'what the browser complained about').toEqual([]);
      expect.soft(watch.foreignHosts, 'hosts that are not ours').toEqual([]);
    }
  }
}

export const test = base.extend<{ hall: Hall }>({
  hall: async ({ browser }, run) => {
    const hall = new Hall(browser);
    await run(hall);
    await hall.leave();
  },
});
