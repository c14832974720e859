/** The network makes a KPA with its first manager: by the verb of the operator's command. */
import { z } from 'zod';
import { whoHasName } from '../../badges/names-of-network.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { say, typed } from '../../language/message.ts';
import type { Register } from '../../register/register.ts';
import type { Kpa, Person, Store } from '../../storage/store.ts';
import { type FieldError, nameField, optionalText } from '../../web/forms.ts';
import { findKpa } from '../../web/kpa-in-path.ts';
import { createKpa, SlugTakenError } from './create-kpa.ts';
import { kpaName, kpaPlace } from './profile-form.ts';

export interface FoundingServices {
  readonly store: Store;
  readonly keys: Pick<KeyRing, 'createKeys'>;
  readonly register: Register;
  readonly clock: () => Date;
  readonly addManager: (kpa: Kpa, manager: NewManager, id: string) => Promise<Person>;
}

interface NewManager {
  readonly name: string;
  readonly email: string | undefined;
}

export const foundingForm = z.object({
  name: kpaName,
  slug: optionalText(60).pipe(
    z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'network.slug-shape')
      .optional(),
  ),
  place: kpaPlace,
  person: nameField({ empty: say('network.no-person'), most: 80 }),
  email: optionalText(200).pipe(
    z.string().toLowerCase().pipe(z.email('people.email-incomplete')).optional(),
  ),
});

export type Founding = z.infer<typeof foundingForm>;

/** « KPA de la Lys » → « la-lys »: proposed, and read before it counts. */
export function proposeSlug(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/^kpa\s+(d[eu]s?\s+|d[’'])?/u, '').match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '');
}

export type FoundingResult =
  | { readonly ok: true; readonly kpa: Kpa; readonly manager: Person }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly status: 409 | 422 };

/** `act`: of the form, which makes one KPA however often it is sent. */
export async function foundKpa(
  services: FoundingServices,
  { name, slug, place, person, email }: Founding & { readonly slug: string },
  by: Person,
  act: string,
): Promise<FoundingResult> {
  const { store, register, clock } = services;
  const id = repeatableId(`kpa/${by.id}/${act}`);
  const before = await store.kpas.findById(id);
  if (before && before.slug !== slug) {
    return refused('name', 'network.form-used', before.name, 409);
  }
  const twin = before ? undefined : await whoHasName(store, name, id);
  if (twin !== undefined) return refused('name', 'kpa.name-taken', twin, 422);
  const there = await findKpa(store, slug);
  if (there ? there.id !== id : await wasListed(store, slug)) {
    return refused('slug', 'network.slug-taken', slug, 409);
  }
  const details = { slug, name, place, description: FIRST_WORDS, contact: {} };
  const memberSince = clock().getUTCFullYear();
  const kpa = before ?? (await createUnlessTaken(services, { ...details, memberSince }, id));
  if (kpa?.id !== id) return refused('slug', 'network.slug-taken', slug, 409);
  await services.keys.createKeys(id);
  await register.note({ kpaId: id, by: by.id, act: 'kpa-created', id: repeatableId(`made/${id}`) });
  const managerId = repeatableId(`manager/${id}`);
  const manager =
    (await store.people(id).findById(managerId)) ??
    (await services.addManager(kpa, { name: person, email }, managerId));
  return { ok: true, kpa, manager };
}

/** Undefined where another form took the address at the same moment. */
async function createUnlessTaken(
  services: FoundingServices,
  details: Parameters<typeof createKpa>[1],
  id: string,
): Promise<Kpa | undefined> {
  try {
    return await createKpa(services, details, id);
  } catch (error) {
    if (error instanceof SlugTakenError) return undefined;
    throw error;
  }
}

/**
 * Whether nobody has come in there yet: until then who made it may hand a link to its first manager, and
 * never afterwards, for the network is nobody in a KPA (docs/adr/0038).
 */
export async function isUntouched({ store }: FoundingServices, { kpaId, id }: Person) {
  const query = { index: 'byPerson', equals: [kpaId, id], limit: 1 } as const;
  const [kpa, people, sessions] = await Promise.all([
    store.kpas.findById(kpaId),
    store.people(kpaId).pick({ index: 'byName', limit: 2 }, []),
    store.sessions.pick(query, []),
  ]);
  return (
    kpa?.profileSavedAt === undefined && people.items.length === 1 && sessions.items.length === 0
  );
}

/** Until its managers write their own. */
const FIRST_WORDS = 'Un KPA du réseau KPA-Cité.';

function refused(field: string, code: string, word: string, status: 409 | 422): FoundingResult {
  return { ok: false, status, errors: [{ field, message: say(code, { word: typed(word) }) }] };
}

/** An address that the network's list named last, and that no KPA has any more, is nobody else's. */
async function wasListed({ networkLists }: Store, slug: string): Promise<boolean> {
  const lists = await networkLists.readable.find({ index: 'byUpdate', limit: 1 });
  return lists.items.some(({ credential }) => credential.includes(`:k:${slug}"`));
}
