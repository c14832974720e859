/**
 * The badges that somebody may have seen, too: a colleague signed them lately, for work in which the reader
 * took part, or which they wrote down. Whom nobody names as being there is asked nothing.
 */
import { sawWithGroup } from '../../awards/confirmations/who-saw.ts';
import { whyNoGroup, whyNotConfirm } from '../../badges/co-signature.ts';
import { type AwardView, presentAward } from '../../badges/present-award.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Participations } from '../../experiences/fill.ts';
import { isOf, recordsOf } from '../../badges/records/who-stays.ts';
import type { Award, Person, Store } from '../../storage/store.ts';
import type { Visitor } from '../../web/sessions.ts';
import { findLacking, type LackingServices } from './find-lacking.ts';

export interface ToConfirmServices extends LackingServices {
  readonly store: Pick<Store, 'awards' | 'experiences' | 'groupWitnesses' | 'people'>;
  readonly participations: Pick<Participations, 'ofKpa'>;
  readonly clock: () => Date;
}

/** What somebody saw longer ago, they do not remember as they should. */
const DAYS = 30;
/** Of work that they took part in; as much of what the KPA wrote down is looked through. */
const EXPERIENCES = 30;
/** Of one experience. */
const AWARDS = 200;
/** Read whole in one go: among them may be the reader’s own, and what they confirmed. It is read on until there is enough. */
const READ = 120;
const MOST_READS = 10;
/** Of what the reader signed. */
const MOST_LACKING = 20;

/** As a page asks for them, of its visitor. */
export type ShowToConfirm = (
  visitor: Pick<Visitor, 'kpa' | 'person'>,
  shown: Shown,
) => Promise<ToConfirm>;

export interface ToConfirm {
  readonly rows: readonly AwardToConfirm[];
  /** Of all that there are. */
  readonly count: number;
  /** Those that the reader signed, and that wait for a second person. */
  readonly lacking: readonly AwardToConfirm[];
}

type AwardToConfirm = AwardView & {
  readonly holder: string | undefined;
  /** Where its class says so, the group is asked in a meeting. */
  readonly canMeet: boolean;
};

interface Shown {
  /** In the language of the page. */
  readonly definitions: Definitions;
  readonly limit: number;
}

/** The first of them, the longest wait first. */
export async function readToConfirm(
  services: ToConfirmServices,
  { kpa, person }: Pick<Visitor, 'kpa' | 'person'>,
  { definitions, limit }: Shown,
): Promise<ToConfirm> {
  const { store, clock } = services;
  const { asked, signed } = await findBoth(services, person);
  const lacking = signed.slice(0, MOST_LACKING);
  const shown = [...asked.slice(0, limit), ...lacking];
  const holders = await store
    .people(kpa.id)
    .readable.findByIds(shown.map(({ personId }) => personId));
  const view = (award: Award) => ({
    ...presentAward(award, kpa, definitions),
    holder: holders.find(({ id }) => id === award.personId)?.name,
    canMeet: whyNoGroup(award, services.definitions, person, clock()) === undefined,
  });
  return {
    rows: asked.slice(0, limit).map(view),
    count: asked.length,
    lacking: lacking.map(view),
  };
}

export const findToConfirm = async (
  services: ToConfirmServices,
  person: Person,
): Promise<readonly Award[]> => (await findBoth(services, person)).asked;

interface Both {
  readonly asked: readonly Award[];
  readonly signed: readonly Award[];
}

/** What waits for a second person comes first: the reader was there, or signed it and looks for somebody. */
async function findBoth(services: ToConfirmServices, person: Person): Promise<Both> {
  const { store, definitions, clock } = services;
  const now = clock();
  const lacking = await findLacking(services, person.kpaId, now);
  const ids = lacking.flatMap(({ experienceId }) => experienceId ?? []);
  const found = await store.experiences(person.kpaId).readable.findByIds([...new Set(ids)]);
  const there = found.filter(
    ({ createdBy, participants }) =>
      isOf(person, createdBy) || participants.some(({ personId }) => isOf(person, personId)),
  );
  const mine = lacking
    .filter(({ experienceId }) => there.some(({ id }) => id === experienceId))
    .filter((award) => !whyNotConfirm(award, definitions, person, now));
  const others = await findOfLate(services, person);
  return {
    asked: [...mine, ...others.filter(({ id }) => !mine.some((one) => one.id === id))],
    signed: lacking.filter(
      ({ awardedBy, personId }) => isOf(person, awardedBy.personId) && !isOf(person, personId),
    ),
  };
}

/** By what an index says, and then by what each says itself: those are read whole. */
async function findOfLate(services: ToConfirmServices, person: Person): Promise<readonly Award[]> {
  const { store, definitions, clock } = services;
  const now = clock();
  const since = new Date(now.getTime() - DAYS * 86_400_000).toISOString();
  const experiences = await experiencesSince(services, person, since.slice(0, 10));
  const awards = store.awards(person.kpaId);
  const picked = await Promise.all(
    experiences.map((id) =>
      awards.pick(
        {
          ...({ index: 'byExperienceStanding', equals: [id, 'valid'] } as const),
          ...{ from: since, limit: AWARDS },
        },
        ['personId', 'badgeClass', 'issuedAt'],
      ),
    ),
  );
  const open = picked
    .flatMap(({ items }) => items)
    .filter(({ personId }) => !isOf(person, personId))
    .filter(({ badgeClass = '' }) => definitions.findBadgeClass(badgeClass)?.sensitive === false);
  const ids = open.toSorted(byDay).map(({ id }) => id);
  const asked: Award[] = [];
  for (let reads = 0; reads < MOST_READS && asked.length < READ; reads += 1) {
    const found = await awards.readable.findByIds(ids.slice(reads * READ, (reads + 1) * READ));
    const left = found.filter((award) => !whyNotConfirm(award, definitions, person, now));
    const withGroup = await Promise.all(left.map((award) => sawWithGroup(store, award, person)));
    asked.push(...left.filter((_, at) => withGroup[at] === false));
  }
  return asked.toSorted(byDay);
}

/** The longest wait first. */
const byDay = (a: Partial<Pick<Award, 'issuedAt'>>, b: typeof a) =>
  (a.issuedAt ?? '') < (b.issuedAt ?? '') ? -1 : 1;

/** Their ids. */
async function experiencesSince(
  { store, participations }: ToConfirmServices,
  person: Person,
  from: string,
): Promise<readonly string[]> {
  const newest = { from, order: 'descending', limit: EXPERIENCES } as const;
  const mine = await participations.ofKpa(person.kpaId);
  const [recorded, ...took] = await Promise.all([
    store.experiences(person.kpaId).readable.find({ index: 'byDate', ...newest }),
    ...recordsOf(person).map((id) =>
      mine.readable.find({ index: 'byPerson', equals: [id], ...newest }),
    ),
  ]);
  const written = recorded.items.filter(({ createdBy }) => isOf(person, createdBy));
  return [
    ...new Set([
      ...took.flatMap(({ items }) => items.map(({ experienceId }) => experienceId)),
      ...written.map(({ id }) => id),
    ]),
  ];
}
