/** Some lines of a list are signed, and what became of each is written beside it: done again, once (docs/adr/0050). */
import { isOf, findPerson } from '../../../badges/records/who-stays.ts';
import { may } from '../../../badges/rights.ts';
import type { Definitions } from '../../../definitions/definitions.ts';
import { type Message, say } from '../../../language/message.ts';
import type {
  AwardBatch,
  AwardBatchRow,
  Experience,
  Kpa,
  Person,
  Store,
  Stored,
} from '../../../storage/store.ts';
import type { Visitor } from '../../../web/sessions.ts';
import { awardIdOf } from '../award-badge.ts';
import { findInSlot } from '../award-slot.ts';
import type { AwardServices, Draft } from '../draft.ts';
import { signatureOf } from '../draft.ts';
import { signDrafts } from '../sign-drafts.ts';
import { canTakePart, makeExperience, tookPart } from './make-experience.ts';
import { storedMessage } from './stored-message.ts';

export interface SigningLines extends AwardServices {
  readonly store: Store;
}

type Row = Stored<AwardBatchRow>;

interface Told {
  readonly row: Row;
  /** `right`: the storage is away, and it is tried again. */
  readonly state: AwardBatchRow['state'];
  readonly why?: Message;
  /** Where it is now: somebody else may have recorded the same meanwhile. */
  readonly experienceId?: string;
}

/** The badge of a line: the same however often it is tried. */
export const awardIdOfLine = ({ id, batchId }: Pick<AwardBatchRow, 'id' | 'batchId'>): string =>
  awardIdOf(batchId, id);

/** True if all of them have an outcome now. */
export async function signLines(
  services: SigningLines,
  batch: AwardBatch,
  rows: readonly Row[],
): Promise<boolean> {
  const refused = await refusalOf(services, batch);
  const told =
    'code' in refused
      ? rows.map((row): Told => ({ row, state: 'failed', why: refused }))
      : await signEach(services, batch, refused, rows);
  await Promise.all(told.map((one) => writeOutcome(services.store, one)));
  return told.every(({ state }) => state !== 'right');
}

interface Signing {
  readonly kpa: Kpa;
  readonly signer: Person;
  readonly batch: Pick<AwardBatch, 'signer'>;
}

/** What holds for all lines: nothing is recorded for what cannot be signed. */
async function refusalOf(
  { store }: SigningLines,
  { kpaId, signer: named }: AwardBatch,
): Promise<Message | Pick<Signing, 'kpa' | 'signer'>> {
  const [kpa, signer] = await Promise.all([
    store.kpas.findById(kpaId),
    findPerson(store, kpaId, named?.personId ?? ''),
  ]);
  if (kpa?.suspended) return say('kpa.suspended', { since: kpa.suspended.since });
  if (!kpa || !signer || !may(signer, 'award badges')) return say('award.list.signer-left');
  return { kpa, signer };
}

interface Around extends Signing {
  readonly offered: Definitions;
  readonly workOf: (row: Row) => Promise<Experience | undefined>;
}

async function signEach(
  services: SigningLines,
  batch: AwardBatch,
  signing: Omit<Signing, 'batch'>,
  rows: readonly Row[],
): Promise<readonly Told[]> {
  const { badgeClasses } = services;
  const offered = await badgeClasses.of(signing.kpa.id);
  // A version may be newer than what this process has met.
  const slugs = [...new Set(rows.flatMap(({ plan }) => plan?.badge ?? []))];
  await Promise.all(slugs.map((slug) => badgeClasses.readAgain(slug)));
  const works = new Map<string, Promise<Experience | undefined>>();
  const workOf = ({ experienceId = '', plan }: Row) => {
    const work =
      works.get(experienceId) ??
      (plan ? makeExperience(services, batch, experienceId, plan) : Promise.resolve(undefined));
    works.set(experienceId, work);
    return work;
  };
  const around = { ...signing, batch, offered, workOf };
  const drafted = await Promise.all(
    rows.map(async (row) => ({ row, draft: await draftOf(services, around, row) })),
  );
  const drafts = drafted.flatMap(({ draft }) => ('code' in draft ? [] : [draft]));
  const taken = await Promise.all(drafts.map((draft) => findInSlot(services, draft)));
  const free = drafts.filter(({ awardId }, at) => (taken[at] ?? awardId) === awardId);
  const { outcomes } = await signDrafts(services, free);
  const known = new Map(outcomes.map((one) => [one.draft.awardId, one]));
  return drafted.map(({ row, draft }): Told => {
    if ('code' in draft) return { row, state: 'failed', why: draft };
    const one = known.get(draft.awardId);
    const experienceId = draft.experience.id;
    if (!one || one.isRepeated === true) return { row, state: 'given', experienceId };
    if (one.outcome !== 'failed') return { row, state: 'signed', experienceId };
    const why = one.why ?? say('award.not-signed');
    return why.code === 'award.not-saved' ? { row, state: 'right' } : { row, state: 'failed', why };
  });
}

/** As it is today: who left, what is paused or gone since the list was read is said. */
async function draftOf(
  services: SigningLines,
  { kpa, signer, batch, offered, workOf }: Around,
  row: Row,
): Promise<Draft | Message> {
  const { store, definitions } = services;
  const { plan, personId = '' } = row;
  const person = await findPerson(store, kpa.id, personId);
  if (!plan || !person || !canTakePart(person) || isOf(signer, person.id)) {
    return say('award.list.person-left');
  }
  const badge = definitions.in(plan.language).findBadgeClass(plan.badge, plan.version);
  const isOffered = offered.badgeClasses.some(({ slug }) => slug === plan.badge);
  if (!badge || !isOffered || badge.sensitive) return say('award.list.class-paused');
  const experience = await workOf(row);
  if (!experience) return say('award.list.experience-gone');
  if (!tookPart(experience, person)) return say('award.list.took-no-part');
  const { level, sentence } = plan;
  const awardedBy = batch.signer ?? signatureOf(signer);
  return {
    awardId: awardIdOfLine(row),
    kpa,
    person,
    badge,
    level,
    sentence,
    experience,
    awardedBy,
  };
}

/** What was typed goes once it is signed. */
async function writeOutcome(
  { awardBatchRows }: Store,
  { row, state, why, experienceId }: Told,
): Promise<void> {
  if (state === 'right') return;
  await awardBatchRows(row.kpaId).update(row.id, (now) => {
    if (now.state !== 'right') return now;
    const { cells, ...rest } = now;
    const typed = state === 'failed' && cells ? { cells } : {};
    const place = experienceId === undefined ? {} : { experienceId };
    return { ...rest, ...typed, ...place, state, ...(why && { why: storedMessage(why) }) };
  });
}

/** One of its lines as it would be signed, to be read before: nothing is recorded for it. */
export async function draftForShow(
  services: SigningLines,
  { kpa, person: signer }: Pick<Visitor, 'kpa' | 'person'>,
  row: Row | undefined,
): Promise<Draft | undefined> {
  const { store, badgeClasses } = services;
  if (!row?.plan) return undefined;
  const { plan, experienceId = '', personId = '' } = row;
  const { title, kind, date, place, task } = plan;
  const recorded = await store.experiences(kpa.id).findById(experienceId);
  const work: Experience = recorded ?? {
    ...{ id: experienceId, kpaId: kpa.id, title, kind, date },
    ...(place !== undefined && { place }),
    participants: [],
    ...{ createdBy: signer.id, createdAt: services.clock().toISOString() },
  };
  const own = { personId, ...(task !== undefined && { task }) };
  const experience = { ...work, participants: [...work.participants, own] };
  const offered = await badgeClasses.of(kpa.id);
  const batch = { signer: signatureOf(signer) };
  const workOf = () => Promise.resolve(experience);
  const draft = await draftOf(services, { kpa, signer, batch, offered, workOf }, row);
  return 'code' in draft ? undefined : draft;
}
