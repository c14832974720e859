/** A photo or a document is drawn anew, kept, and shown to those whose work it shows. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { kindOf } from '../../exhibits/kinds.ts';
import { exhibitsIn } from '../../exhibits/links.ts';
import type { Renderer } from '../../exhibits/render.ts';
import {
  describePictures,
  dropExhibit,
  type ExhibitServices,
  linkExhibit,
  putPictures,
} from '../../exhibits/store-exhibit.ts';
import { type Message, say } from '../../language/message.ts';
import type { Register } from '../../register/register.ts';
import { type Exhibit, type Experience, MOST_EXHIBITS, type Person } from '../../storage/store.ts';
import { areSameIn, madeOnce } from '../../web/acts/made-once.ts';
import type { SaidOfExhibit } from './exhibit-form.ts';

export interface AddServices extends ExhibitServices {
  readonly renderer: Renderer;
  readonly register: Register;
  readonly clock: () => Date;
}

/** Of one person of the team; and of a KPA, some 2 GB. */
const MOST_OF_ONE = 600;
const MOST_OF_KPA = 5_000;

interface Adding {
  readonly experience: Experience;
  readonly said: SaidOfExhibit;
  readonly file: Buffer;
  readonly by: Person;
  /** Of the form, which adds one. */
  readonly act: string;
}

export type Added = { readonly id: string } | { readonly refused: Message };

/** Before anything of it is stored. Throws `FormUsedError`. */
export async function addExhibit(services: AddServices, adding: Adding): Promise<Added> {
  const { store, renderer, blobs, clock } = services;
  const { experience, said, file, by, act } = adding;
  const { kpaId } = experience;
  if (kindOf(file) === undefined) return { refused: say('exhibit.other-kind') };
  const id = repeatableId(`exhibit/${by.id}/${act}`);
  const full = exhibitsIn(experience).includes(id) ? undefined : await fullOf(services, adding);
  if (full) return { refused: full };
  const rendered = await renderer.render(file);
  if (!rendered) return { refused: say('exhibit.unreadable') };
  if ('refused' in rendered) return { refused: REFUSALS[rendered.refused] };
  const { words, consent, people } = said;
  const exhibit: Exhibit = {
    ...{ id, kpaId, experienceId: experience.id, words, consent },
    ...describePictures(kpaId, id, rendered),
    ...{ addedBy: by.id, addedAt: clock().toISOString() },
  };
  const all = store.exhibits(kpaId);
  const storing = async () => {
    await putPictures(blobs, exhibit, rendered);
    return all.insert(exhibit);
  };
  await madeOnce<Exhibit>(storing, {
    find: () => all.findById(id),
    isSame: (before) =>
      areSameIn(before, exhibit, ['experienceId', 'words', 'consent', 'pages', 'small']),
    used: () => say('exhibit.form-used'),
  });
  const linked = await linkExhibit(services, experience, id, people);
  if (linked === 'linked') {
    await note(services, adding, id);
    return { id };
  }
  await dropExhibit(services, exhibit);
  return { refused: linked === 'full' ? FULL : say('exhibit.took-no-part') };
}

const REFUSALS = {
  unreadable: say('exhibit.unreadable'),
  'too-many-pixels': say('exhibit.too-many-pixels'),
  'too-many-pages': say('exhibit.too-many-pages'),
} as const;

const FULL = say('exhibit.experience-full', { most: MOST_EXHIBITS });

async function fullOf({ store }: AddServices, { experience, by }: Adding) {
  if (exhibitsIn(experience).length >= MOST_EXHIBITS) return FULL;
  const all = store.exhibits(experience.kpaId);
  const [mine, ofKpa] = await Promise.all([
    all.count({ index: 'byAdder', equals: [by.id] }),
    all.count({ index: 'byTime' }),
  ]);
  if (mine >= MOST_OF_ONE) return say('exhibit.too-many-of-yours', { most: MOST_OF_ONE });
  return ofKpa >= MOST_OF_KPA ? say('exhibit.kpa-full', { most: MOST_OF_KPA }) : undefined;
}

/** After it, for it can be refused until then; the same form notes it once. */
async function note({ register }: AddServices, { experience, by }: Adding, id: string) {
  const { id: about, kpaId } = experience;
  const entry = repeatableId(`register/exhibit-added/${id}`);
  await register.note({ kpaId, by: by.id, act: 'exhibit-added', about, id: entry });
}
