/** Writes what a KPA says of itself, unless somebody else wrote it since the form was shown. */
import { whoHasName } from '../../badges/names-of-network.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { digest } from '../../keys/secrets.ts';
import { say, typed } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Kpa, Store } from '../../storage/store.ts';
import type { FieldError } from '../../web/forms.ts';
import { doubtfulWord } from './careful-words.ts';
import { type KpaProfile, profileOf, typedProfile, withProfile } from './profile-form.ts';

export interface ProfileServices {
  readonly store: Store;
  readonly register: Register;
  readonly clock: () => Date;
}

/** What a form was made of: another profile since then has another one. */
export const profileSeen = (kpa: Kpa): string => digest(JSON.stringify(profileOf(kpa)));

interface Asked {
  readonly profile: KpaProfile;
  /** `profileSeen` of what the form showed. */
  readonly seen: string;
  /** The words that were asked about already. */
  readonly agreed: string;
  readonly by: string;
}

export type Saving =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'refused'; readonly errors: readonly FieldError[] }
  /** To be pressed again, if it is meant so. */
  | { readonly outcome: 'asked'; readonly errors: readonly FieldError[]; readonly words: string }
  | { readonly outcome: 'changed'; readonly now: Kpa };

export async function saveProfile(
  services: ProfileServices,
  kpaId: string,
  { profile, seen, agreed, by }: Asked,
): Promise<Saving> {
  const { store, clock } = services;
  const stored = await store.kpas.findById(kpaId);
  if (!stored) throw notFound(say('error.no-such-kpa'));
  const isOver = profileSeen(stored) !== seen;
  if (isSaved(stored, profile)) {
    // The form that wrote it, sent again: what a crash left is noted then.
    if (isOver) await note(services, kpaId, { profile, seen, by });
    return { outcome: 'saved' };
  }
  if (isOver) return { outcome: 'changed', now: stored };
  const twin = await whoHasName(store, profile.name, kpaId);
  if (twin !== undefined) return refuseName(twin);
  const asked = await doubtsOf(store, stored, profile);
  const words = asked.map(({ word }) => word).join(', ');
  if (words !== '' && words !== agreed) {
    return { outcome: 'asked', errors: asked, words };
  }
  const savedAt = clock().toISOString();
  let now: Kpa = stored;
  const changed = await store.kpas.update(kpaId, (current) => {
    now = current;
    return profileSeen(current) === seen ? withProfile(current, profile, savedAt) : current;
  });
  if (!changed || !isSaved(changed, profile)) return { outcome: 'changed', now };
  // Another KPA may have taken a name like it at the same moment: then neither has it.
  const faster = await whoHasName(store, profile.name, kpaId);
  if (faster !== undefined && profile.name !== stored.name) {
    await store.kpas.update(kpaId, (current) => ({ ...current, name: stored.name }));
    return refuseName(faster);
  }
  await note(services, kpaId, { profile, seen, by });
  return { outcome: 'saved' };
}

function refuseName(twin: string): Saving {
  const message = say('kpa.name-taken', { word: typed(twin) });
  return { outcome: 'refused', errors: [{ field: 'name', message }] };
}

/** After it, for it can be refused while it is written; under an id by which it is noted once. */
async function note(
  { register }: ProfileServices,
  kpaId: string,
  { profile, seen, by }: Pick<Asked, 'profile' | 'seen' | 'by'>,
): Promise<void> {
  const written = digest(JSON.stringify(typedProfile(profile)));
  const id = repeatableId(`profile-changed/${kpaId}/${seen}/${written}`);
  await register.note({ kpaId, by, act: 'profile-changed', id });
}

/** The same form, sent again. */
const isSaved = (kpa: Kpa, profile: KpaProfile): boolean =>
  kpa.profileSavedAt !== undefined &&
  JSON.stringify(typedProfile(profileOf(kpa))) === JSON.stringify(typedProfile(profile));

interface Doubted extends FieldError {
  readonly word: string;
}

/** Words that may say a difficulty; and an address that is somebody's own. Of what changes alone. */
async function doubtsOf(store: Store, kpa: Kpa, profile: KpaProfile): Promise<readonly Doubted[]> {
  const before = profileOf(kpa);
  const doubted: Doubted[] = [];
  for (const field of TEXTS) {
    const word = doubtfulWord(profile[field] ?? '');
    if (word === undefined || profile[field] === before[field]) continue;
    doubted.push({ field, message: say('kpa.doubtful-word', { word: typed(word) }), word });
  }
  const { email } = profile;
  if (email !== before.email && (await isEmailOfPerson(store, kpa.id, email))) {
    doubted.push({ field: 'email', message: say('kpa.email-of-person'), word: 'e-mail' });
  }
  return doubted;
}

const TEXTS = ['name', 'description', 'descriptionInEnglish', 'place', 'carrier'] as const;

async function isEmailOfPerson({ people }: Store, kpaId: string, email: string | undefined) {
  if (email === undefined) return false;
  const found = await people.across.readable
    .all({ index: 'acrossByEmail', equals: [email] })
    .toArray();
  return found.some((person) => person.kpaId === kpaId);
}
