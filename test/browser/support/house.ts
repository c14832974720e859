/** The demo, and a browser in which each kind of person has come in. */
import { type WatchedPage, openPage, startBrowser } from './browser.ts';
import type { Demo } from './demo.ts';
import { press } from './states/state.ts';
import type { Role } from './states/states.ts';

export interface House {
  readonly demo: Demo;
  readonly people: Readonly<Record<Role, WatchedPage>>;
  /** Of all of them, since they came in. */
  readonly faults: () => readonly string[];
  close(): Promise<void>;
}

/** `locale`: what their browser asks for, as BCP 47. */
export async function openHouse(starting: Promise<Demo>, locale = 'fr-FR'): Promise<House> {
  const [demo, browser] = await Promise.all([starting, startBrowser()]);
  const open = () => openPage(browser, demo.url, { locale });
  async function signedIn(link: string): Promise<WatchedPage> {
    const opened = await open();
    await opened.page.goto(link);
    await press(opened.page, 'Entrer');
    return opened;
  }
  const people = {
    visitor: await open(),
    staff: await signedIn(demo.staffLink),
    holder: await signedIn(demo.holderLink),
  };
  return {
    demo,
    people,
    faults: () => Object.values(people).flatMap(({ faults }) => faults),
    async close() {
      await browser.close();
      await demo.stop();
    },
  };
}
