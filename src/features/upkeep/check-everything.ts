/**
 * Everything that is stored, looked at once: for an operator before an update, and after a restore. A
 * document that cannot be read is told, and holds up nothing of the rest.
 */
import { earlierMacs } from '../../awards/earlier/earlier-texts.ts';
import type { AwardJudge } from '../../awards/judgement.ts';
import { type Form, formsOf, formsToVerify, toVerify } from '../../awards/forms.ts';
import type { Verify } from '../../awards/around.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { keysOf } from '../../exhibits/store-exhibit.ts';
import type { Custody } from '../../keys/custody.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { openKey } from '../../keys/stored-key.ts';
import type { Award, Kpa, Store } from '../../storage/store.ts';

export interface UpkeepServices {
  readonly store: Store;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly custody: Custody;
  readonly keys: Pick<KeyRing, 'publicKeys'>;
  readonly awardJudge: Pick<AwardJudge, 'judge'>;
  readonly verifyCredential: Verify;
  /** Each list of a KPA: `missing` show as valid and are not, `extra` the other way round. */
  readonly compareBits: (kpa: Kpa) => AsyncIterable<{
    readonly number: number;
    readonly isReadable: boolean;
    readonly marks: number;
    readonly missing: readonly number[];
    readonly extra: readonly number[];
  }>;
}

/** Something that was looked at: a count of it, or what is wrong. */
export type Finding =
  | { readonly what: string; readonly looked: number }
  | { readonly what: string; readonly id: string; readonly why: string };

export async function* checkEverything(services: UpkeepServices): AsyncGenerator<Finding> {
  yield* checkDocuments(services);
  yield* checkKeys(services);
  for await (const kpa of services.store.kpas.readable.all({ index: 'bySlug' })) {
    yield* checkBadges(services, kpa);
    yield* checkEarlierTexts(services, kpa);
    yield* checkBits(services, kpa);
    yield* checkExhibits(services, kpa);
    yield* checkSounds(services, kpa);
  }
}

async function* checkDocuments({ store }: UpkeepServices): AsyncGenerator<Finding> {
  for (const { name, check } of store.everything) {
    for await (const { read, unreadable } of check()) {
      for (const { id, why } of unreadable) yield { what: name, id, why };
      yield { what: name, looked: read };
    }
  }
}

async function* checkKeys({ store, custody }: UpkeepServices): AsyncGenerator<Finding> {
  for await (const key of store.keys.across.readable.all({ index: 'byFragment' })) {
    const why = await openKey(custody, key).then(() => undefined, messageOf);
    const what = 'keys that open';
    if (why !== undefined) yield { what, id: `${key.fragment} of KPA ${key.kpaId}`, why };
    yield { what, looked: 1 };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function* checkBadges(services: UpkeepServices, kpa: Kpa): AsyncGenerator<Finding> {
  for await (const award of services.store.awards(kpa.id).readable.all({ index: 'byDate' })) {
    if (award.erasedAt !== undefined) continue;
    // What hangs on a document that cannot be read: who holds it, say.
    const faults = faultsOf(services, kpa, award).catch((error: unknown) => [messageOf(error)]);
    for (const why of await faults) {
      yield { what: 'badges that verify', id: award.id, why };
    }
    yield { what: 'badges that verify', looked: 1 };
  }
}

/** What was signed before may be under a key that counts no more: only its row can be told. */
async function* checkEarlierTexts(
  { store, custody }: UpkeepServices,
  kpa: Kpa,
): AsyncGenerator<Finding> {
  const macs = earlierMacs(custody);
  for await (const row of store.supersededCredentials(kpa.id).readable.all({ index: 'byAward' })) {
    const doubt = await macs.doubt(row);
    const what = 'earlier texts of badges';
    if (doubt !== undefined) yield { what, id: row.awardId, why: `row: ${doubt}` };
    yield { what, looked: 1 };
  }
}

/** The row, and each form in which it was signed. */
async function faultsOf(
  services: UpkeepServices,
  kpa: Kpa,
  award: Award,
): Promise<readonly string[]> {
  const { doubt, answer } = await services.awardJudge.judge(kpa, award);
  const all = formsOf(award);
  // A row that is not believed does not say that it was taken back.
  const forms = doubt ? all : await formsToVerify(services.keys, award);
  const faults = doubt ? [...doubt.why] : [];
  for (const form of forms) faults.push(...(await faultsOfForm(services, award, form)));
  const isAnswered = answer !== 'unknown' || forms.length < all.length;
  return faults.length === 0 && !isAnswered ? ['there is no answer about it'] : faults;
}

async function faultsOfForm(
  { verifyCredential }: UpkeepServices,
  award: Award,
  form: Form,
): Promise<readonly string[]> {
  const { summary } = await verifyCredential(toVerify(form), { isNewest: true });
  const { id } = form.format;
  if (summary.authentic !== 'yes')
    return [`${id}: its signature is not right (${summary.authentic})`];
  // Of one that nobody could read, there is no standing to compare.
  const isListed = summary.standing === 'revoked' && award.standing !== 'revoked';
  return isListed ? [`${id}: its list says that it was taken back`] : [];
}

/** The same of what somebody said (docs/adr/0053). */
async function* checkSounds({ store, blobs }: UpkeepServices, kpa: Kpa): AsyncGenerator<Finding> {
  const what = 'sounds';
  for await (const { id, turns } of store.claims(kpa.id).readable.all({ index: 'byPerson' })) {
    for (const { sound } of turns) {
      if (!sound) continue;
      if (!(await blobs.get(sound.key))) {
        yield { what, id, why: `nothing lies at ${sound.key}, or something else` };
      }
      yield { what, looked: 1 };
    }
  }
}

/** After a restore, blobs that were copied apart may be missing (docs/adr/0051). */
async function* checkExhibits({ store, blobs }: UpkeepServices, kpa: Kpa): AsyncGenerator<Finding> {
  const what = 'photos and documents';
  for await (const exhibit of store.exhibits(kpa.id).readable.all({ index: 'byTime' })) {
    for (const key of keysOf(exhibit)) {
      if (!(await blobs.get(key))) {
        yield { what, id: exhibit.id, why: `nothing lies at ${key}, or something else` };
      }
    }
    yield { what, looked: 1 };
  }
}

async function* checkBits({ compareBits }: UpkeepServices, kpa: Kpa): AsyncGenerator<Finding> {
  for await (const { number, isReadable, marks, missing, extra } of compareBits(kpa)) {
    const id = `${kpa.slug}/${number}`;
    const what = 'bits of status lists';
    if (!isReadable) yield { what, id, why: 'it cannot be read' };
    for (const at of missing)
      yield { what, id, why: `entry ${at} is taken back, its bit is not set` };
    for (const at of extra)
      yield { what, id, why: `entry ${at} has its bit set and is not taken back` };
    yield { what, looked: marks };
  }
}
