/** The demo, and a browser in which each kind of person has come in. */
import type { BrowserContextOptions } from 'playwright-core';
import { type WatchedPage, openPage, startBrowser } from './browser.ts';
import type { Demo } from './demo.ts';
import { press } from './states/state.ts';
import type { Role } from './states/states.ts';

export interface House {
  readonly demo: Demo;
  readonly people: Readonly<Record<Role, WatchedPage>>;
  /** The same person, in a browser that asks for another language (BCP 47). */
  asking(role: Role, locale: string): Promise<WatchedPage>;
  /** Of all of them, since they came in. */
  readonly faults: () => readonly string[];
  close(): Promise<void>;
}

/** `locale`: what their browser asks for, as BCP 47. */
export async function openHouse(starting: Promise<Demo>, locale = 'fr-FR'): Promise<House> {
  const [demo, browser] = await Promise.all([starting, startBrowser()]);
  const pages: WatchedPage[] = [];
  async function open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const opened = await openPage(browser, demo.url, { locale, ...options });
    pages.push(opened);
    return opened;
  }
  async function signedIn(link: string): Promise<WatchedPage> {
    const opened = await open();
    await opened.page.goto(link);
    await press(opened.page, 'Entrer');
    return opened;
  }
  const people = {
    visitor: await open(),
    staff: await signedIn(demo.staffLink),
    manager: await signedIn(demo.managerLink),
    network: await signedIn(demo.networkLink),
    beginner: await signedIn(demo.beginnerLink),
    holder: await signedIn(demo.holderLink),
  };
  return {
    demo,
    people,
    async asking(role, other) {
      const storageState = await people[role].page.context().storageState();
      return open({ locale: other, storageState });
    },
    faults: () => pages.flatMap(({ faults }) => faults),
    async close() {
      await browser.close();
      await demo.stop();
    },
  };
}
