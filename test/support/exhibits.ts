/** A photo is added by the form of its experience, and asked for as a browser does. */
import type { Experience, Person } from '../../src/storage/store.ts';
import type { Fields } from './forms.ts';
import { photoWithPlace } from './photos.ts';
import type { Page, TestVisitor } from './visitor.ts';
import type { World } from './world.ts';

export const SEEN = 'Le buffet est prêt, juste avant le service.';

interface Adding {
  readonly experience: Pick<Experience, 'id'>;
  readonly people: readonly Pick<Person, 'id'>[];
  readonly bytes?: Buffer;
  readonly name?: string;
  readonly type?: string;
  readonly fields?: Fields;
}

/** Sends the form; what comes back is the page of the experience, or the form with what is wrong. */
export async function sendExhibit(browser: TestVisitor, adding: Adding): Promise<Page> {
  const { experience, people, name = 'IMG_2041.JPG', type = 'image/jpeg', fields } = adding;
  const page = await browser.get(`/experiences/${experience.id}/preuves/nouvelle`);
  const bytes = adding.bytes ?? (await photoWithPlace());
  const said = { words: SEEN, people: people.map(({ id }) => id), consent: 'nobody' };
  const file = new File([new Uint8Array(bytes)], name, { type });
  return browser.press(page, 'Ajouter', { ...said, ...fields }, file);
}

/** The ids of what is stored for an experience, in the order of its people. */
export async function exhibitsOf({ services }: World, { id, kpaId }: Experience) {
  const experience = await services.store.experiences(kpaId).findById(id);
  return [
    ...new Set(
      experience?.participants.flatMap(({ exhibits = [] }) => exhibits.map((one) => one.id)),
    ),
  ];
}

/** One more, by this member of the team. Resolves with its id. */
export async function addExhibit(
  world: World,
  browser: TestVisitor,
  adding: Omit<Adding, 'experience'> & { readonly experience: Experience },
): Promise<string> {
  const before = await exhibitsOf(world, adding.experience);
  const page = await sendExhibit(browser, adding);
  const after = await exhibitsOf(world, adding.experience);
  const id = after.find((one) => !before.includes(one));
  if (id === undefined) throw new Error(`Nothing was added: ${page.text}`);
  return id;
}

/** All that lies in the blob store and in the collection. */
export async function countStored({ services }: World) {
  const { store, blobs } = services;
  const rows = await store.exhibits.across.scan();
  return { documents: rows.length, blobs: (await blobs.list()).length };
}

/** A picture as it comes. */
export async function getPicture(world: World, browser: TestVisitor, path: string) {
  const cookie = browser.cookies.header();
  const answer = await fetch(`${world.origin}${path}`, {
    headers: { Connection: 'close', ...(cookie && { Cookie: cookie }) },
  });
  const { status, headers } = answer;
  return { status, headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}
