/**
 * A witness's word becomes an EndorsementCredential of its own, signed by the KPA, which answers for how it
 * knows them (docs/adr/0054). It has a status entry of its own, so that it can be taken back, or hidden,
 * while the badge stays as it is.
 */
import { SIGNATURE_FORMATS } from '../../credentials/formats/formats.ts';
import { buildEndorsement } from '../../credentials/write/build-endorsement.ts';
import { commentOf, languageOfWord } from '../../awards/testimonies/comment-of.ts';
import {
  credentialIdOf,
  entryFor,
  type EntryServices,
  revokeEntry,
} from '../../awards/testimonies/entry.ts';
import { removeTestimony } from '../../awards/testimonies/remove.ts';
import { countWords, MOST_TESTIMONIES, wordsOf } from '../../awards/testimonies/words-of.ts';
import { originOfAward } from '../../awards/signed-award.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import { whyNoWitness } from '../../badges/co-signature.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { findPerson } from '../../badges/records/who-stays.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Languages } from '../../language/languages.ts';
import { digest } from '../../keys/secrets.ts';
import { say } from '../../language/message.ts';
import { type NewsServices, tell } from '../../notices/tell.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import {
  type Award,
  ifRefused,
  type Kpa,
  type Stored,
  type Testimony,
} from '../../storage/store.ts';

export interface TestimonyServices extends SigningServices, Pick<NewsServices, 'outbox'> {
  readonly languages: Pick<Languages, 'find' | 'source'>;
  readonly definitions: Definitions;
  readonly statusLists: EntryServices['statusLists'];
  readonly register: Register;
}

const [FORMAT] = SIGNATURE_FORMATS;

/**
 * Of one that waits. Sent again, or twice at once, it is signed once. Undefined if it is gone since. Throws
 * CONFLICT where there are enough, or one of the same mailbox.
 */
export async function signTestimony(
  services: TestimonyServices,
  kpa: Kpa,
  award: Award,
  testimony: Stored<Testimony>,
): Promise<Stored<Testimony> | undefined> {
  const { store, clock } = services;
  if (testimony.state !== 'waiting') return testimony;
  await refuseGone(services, award, testimony);
  await refuseTooMany(services, award);
  await refuseSecond(services, testimony);
  const now = clock();
  const signed = await signedText(services, kpa, award, testimony, now);
  if (testimony.beside !== undefined) {
    await services.register.note({
      ...{ kpaId: kpa.id, by: testimony.beside, act: 'witness-in-person', about: award.id },
      id: repeatableId(`witness in person/${testimony.id}`),
    });
  }
  const sign = (place: string) =>
    store.testimonies(kpa.id).update(testimony.id, (one) => {
      // Its link was closed since (forget-waiting.ts).
      if (one.state !== 'waiting' || one.expiresAt !== testimony.expiresAt) return one;
      const { expiresAt: _, linkId: __, mailbox, ...rest } = one;
      const slot = mailbox === undefined ? {} : { slot: mailbox };
      return { ...rest, ...slot, place, state: 'signed', signed, signedAt: now.toISOString() };
    });
  // Where there is none left, nobody has what was signed: its entry serves once another word is taken back.
  const kept = await inPlace(services, award, testimony, sign);
  if (!kept || kept.state === 'waiting') {
    await revokeEntry(services, kpa, testimony.id);
    return undefined;
  }
  // Withdrawn or erased while it was signed: whoever did so has not seen it.
  if (!(await stands(services, award))) {
    await removeTestimony(services, kpa, kept);
    throw new HttpError('CONFLICT', say('witness.gone'));
  }
  const holder = await findPerson(store, kpa.id, award.personId);
  if (holder) {
    const news = { act: 'badge-witnessed', award, which: testimony.id, by: undefined } as const;
    await tell(services, holder, news);
  }
  return kept;
}

/**
 * One of the few of a badge, which is one row’s: however many letters are opened at once, no more are signed.
 * Throws CONFLICT where there is none left, or one of the same mailbox.
 */
async function inPlace(
  services: Pick<TestimonyServices, 'store'>,
  award: Pick<Award, 'id' | 'kpaId'>,
  testimony: Testimony,
  sign: (place: string) => Promise<Stored<Testimony> | undefined>,
): Promise<Stored<Testimony> | undefined> {
  const words = await wordsOf(services, award);
  const before = words.filter(({ place }) => place === undefined).length;
  for (let number = 0; number < MOST_TESTIMONIES - before; number += 1) {
    const written = sign(digest(`word of a badge/${award.id}/${String(number)}`));
    const kept = await ifRefused(written, 'DUPLICATE_KEY', () => 'taken' as const);
    if (kept !== 'taken') return kept;
    await refuseSecond(services, testimony);
  }
  throw new HttpError('CONFLICT', say('witness.enough'));
}

async function stands(
  { store }: Pick<TestimonyServices, 'store'>,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<boolean> {
  const now = await store.awards(kpaId).findById(id);
  return now?.erasedAt === undefined && now?.standing === 'valid';
}

/**
 * What was written in time is signed within its hour, though the days of its link are over by then. What a
 * version wrote that kept no link of it is signed as it was told.
 */
async function refuseGone(
  services: TestimonyServices,
  award: Award,
  { linkId }: Testimony,
): Promise<void> {
  const { store, definitions, clock } = services;
  const link =
    linkId === undefined ? undefined : await store.witnessLinks(award.kpaId).findById(linkId);
  const isOpen = linkId === undefined || link?.state === 'open';
  const isAsked = whyNoWitness(award, definitions, clock()) === undefined;
  if (!isOpen || !isAsked || !(await stands(services, award))) {
    throw new HttpError('CONFLICT', say('witness.gone'));
  }
}

async function refuseTooMany(
  services: Pick<TestimonyServices, 'store'>,
  award: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  const signed = await countWords(services, award);
  if (signed >= MOST_TESTIMONIES) throw new HttpError('CONFLICT', say('witness.enough'));
}

/** One word of one mailbox: before anything is drawn or signed. */
async function refuseSecond(
  { store }: Pick<TestimonyServices, 'store'>,
  { id, mailbox }: Testimony,
): Promise<void> {
  if (mailbox === undefined) return;
  const query = { index: 'acrossBySlot', equals: [mailbox], limit: 1 } as const;
  const { items } = await store.testimonies.across.pick(query, []);
  if (items.some((one) => one.id !== id)) throw new HttpError('CONFLICT', say('witness.already'));
}

async function signedText(
  services: TestimonyServices,
  kpa: Kpa,
  award: Award,
  testimony: Testimony,
  now: Date,
): Promise<string> {
  const { store, addresses, keys, languages } = services;
  const entry = await entryFor(services, kpa, testimony.id);
  const list = await store.statusLists(kpa.id).findById(entry.statusListId);
  if (!list) throw new Error(`No status list ${entry.statusListId}`);
  const issuer = describeIssuer(addresses, kpa);
  const language = languageOfWord(languages, award);
  const endorsement = buildEndorsement({
    id: credentialIdOf(testimony.id),
    name: language.text('signed.testimony'),
    issuer,
    validFrom: now.toISOString(),
    ...(award.validUntil !== undefined && { validUntil: award.validUntil }),
    about: originOfAward({ ...services, kpa }, award).credential(kpa.slug, award.id),
    comment: commentOf(testimony, language),
    status: { list: addresses.statusList(kpa.slug, list.number), index: entry.statusIndex },
  });
  const signer = await keys.signer(kpa.id, issuer.id, FORMAT.algorithm);
  return FORMAT.sign(endorsement, signer, now);
}
