/** What witnesses say of badges, as pages show it: each only as far as its own signature is right. */
import { z } from 'zod';
import { parseJson } from '../../credentials/bytes/json.ts';
import { displayable } from '../../credentials/read/displayable.ts';
import type { BadgeReading } from '../../credentials/readings.ts';
import type { Verification } from '../../credentials/verification.ts';
import { type AllAddresses, everyOrigin } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import { recordsOf } from '../../badges/records/who-stays.ts';
import type { Languages } from '../../language/languages.ts';
import { type Message, say, typed, type Value } from '../../language/message.ts';
import type { Award, Kpa, Person, Store, Testimony } from '../../storage/store.ts';
import { originOfAward } from '../signed-award.ts';
import { commentsOf, languageOfWord } from './comment-of.ts';
import { credentialIdOf } from './entry.ts';
import { wordsOf } from './words-of.ts';

export interface ShowingServices {
  readonly store: Pick<Store, 'testimonies'>;
  readonly addresses: AllAddresses;
  readonly languages: Pick<Languages, 'find' | 'source'>;
  readonly verifyCredential: (
    input: unknown,
    question: { readonly isNewest: boolean },
  ) => Promise<Pick<Verification, 'summary'>>;
}

export interface TestimonyView {
  readonly id: string;
  readonly awardId: string;
  readonly state: Testimony['state'];
  readonly how: Testimony['how'];
  readonly name: string;
  readonly role: string;
  /** « cliente, médiathèque Jean-Moulin ; e-mail confirmé » */
  readonly title: Message;
  readonly seen: readonly string[];
  readonly sentence?: string;
  /** BCP 47: of the badge, and so of what was ticked. */
  readonly language: string;
  readonly on: string;
  readonly kpaName: string;
  /** The signed file. */
  readonly href: string;
}

const MOST_OF_A_PAGE = 50;

/** Of one badge, to whoever sees it: nothing where its holder took it out of sight, or it was withdrawn. */
export async function testimoniesOf(
  services: ShowingServices,
  kpa: Kpa,
  award: Award,
): Promise<readonly TestimonyView[]> {
  if (award.state !== 'accepted' || award.standing !== 'valid') return [];
  return verified(services, kpa, await wordsOf(services, award, ['shown']), [award]);
}

/** Whether one of them is: the others are not verified for it. */
export async function isShown(
  services: ShowingServices,
  kpa: Kpa,
  award: Award,
  testimony: Testimony,
): Promise<boolean> {
  if (award.state !== 'accepted' || award.standing !== 'valid') return false;
  return testimony.state === 'shown' && isSound(services, testimony, { kpa, award });
}

/** In a file by itself. One that is hidden, too: whoever has the file reads it there. */
export async function wordIn(
  services: Pick<ShowingServices, 'store' | 'addresses' | 'languages'>,
  about: About,
  { id = '', description }: Pick<BadgeReading, 'id' | 'description'>,
): Promise<TestimonyView | undefined> {
  const { kpa, award } = about;
  const { store, languages } = services;
  const found = await store.testimonies(kpa.id).findById(id.replace(credentialIdOf(''), ''));
  if (found?.awardId !== award.id || found.signed === undefined) return undefined;
  // When it was signed, too: the row says it, and the page shows it.
  if (!saysTheSame(services, found, found.signed, about)) return undefined;
  const comments = commentsOf(found, languageOfWord(languages, award));
  const isSame = comments.some((comment) => displayable(comment) === description);
  return isSame ? presentTestimony(found, kpa, award) : undefined;
}

/** Of all the badges on a page of one person. */
export async function testimoniesFor(
  services: ShowingServices,
  kpa: Kpa,
  person: Pick<Person, 'id' | 'mergedFrom'>,
  awards: readonly Award[],
): Promise<readonly TestimonyView[]> {
  const shown = awards.filter(
    ({ state, standing }) => state === 'accepted' && standing === 'valid',
  );
  if (shown.length === 0) return [];
  const found = await Promise.all(
    recordsOf(person).map((id) =>
      services.store.testimonies(kpa.id).readable.find({
        ...({ index: 'byPersonState', equals: [id, 'shown'] } as const),
        limit: MOST_OF_A_PAGE,
      }),
    ),
  );
  const items = found.flatMap(({ items: some }) => some);
  return verified(services, kpa, items, shown);
}

async function verified(
  services: ShowingServices,
  kpa: Kpa,
  testimonies: readonly Testimony[],
  awards: readonly Award[],
): Promise<readonly TestimonyView[]> {
  const views = await Promise.all(
    testimonies.map(async (one) => {
      const award = awards.find(({ id }) => id === one.awardId);
      return award && (await isSound(services, one, { kpa, award }))
        ? [presentTestimony(one, kpa, award)]
        : [];
    }),
  );
  return views.flat();
}

const signed = z.looseObject({
  id: z.string(),
  type: z.array(z.string()),
  issuer: z.looseObject({ id: z.string() }),
  validFrom: z.string(),
  credentialSubject: z.looseObject({ id: z.string(), endorsementComment: z.string() }),
});

interface About {
  readonly kpa: Kpa;
  readonly award: Award;
}

/** What is shown is what was signed: a row that says something else is not believed (docs/adr/0019). */
async function isSound(
  services: ShowingServices,
  testimony: Testimony,
  about: About,
): Promise<boolean> {
  const text = testimony.signed;
  if (text === undefined || !saysTheSame(services, testimony, text, about)) return false;
  const { summary } = await services.verifyCredential(text, { isNewest: true });
  return summary.authentic === 'yes' && summary.standing === 'valid';
}

/** Signed by this KPA, of this badge, and word for word: another of our credentials is no testimony. */
function saysTheSame(
  { addresses, languages }: Pick<ShowingServices, 'addresses' | 'languages'>,
  testimony: Testimony,
  text: string,
  { kpa, award }: About,
): boolean {
  const parsed = parseJson(text);
  const read = signed.safeParse(parsed.ok ? parsed.value : undefined).data;
  if (!read?.type.includes('EndorsementCredential')) return false;
  const { id: about, endorsementComment: comment } = read.credentialSubject;
  return (
    read.id === credentialIdOf(testimony.id) &&
    read.validFrom === testimony.signedAt &&
    // At whichever address it was signed (docs/adr/0031).
    everyOrigin(addresses).some((at) => describeIssuer(at, kpa).id === read.issuer.id) &&
    about === originOfAward({ addresses, kpa }, award).credential(kpa.slug, award.id) &&
    commentsOf(testimony, languageOfWord(languages, award)).includes(comment)
  );
}

const TITLES = {
  'e-mail': (role: Value) => say('witness.title-by-letter', { role }),
  'in-person': (role: Value) => say('witness.title-in-person', { role }),
};

export function presentTestimony(
  { id, awardId, state, by, how, seen, sentence, signedAt, createdAt }: Testimony,
  kpa: Pick<Kpa, 'slug' | 'name'>,
  award: Pick<Award, 'language'>,
): TestimonyView {
  return {
    ...{ id, awardId, state, how, name: by.name, role: by.role, seen },
    title: TITLES[how](typed(by.role)),
    ...(sentence !== undefined && { sentence }),
    language: languageOfAward(award),
    on: signedAt ?? createdAt,
    kpaName: kpa.name,
    href: `/k/${kpa.slug}/temoignages/${id}.json`,
  };
}
