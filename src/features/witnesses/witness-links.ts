/** The links by which somebody who is not of the KPA says what they saw of one badge (docs/adr/0054). */
import { whyNoWitness } from '../../badges/co-signature.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { findHolder, isOf } from '../../badges/records/who-stays.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { digest, keyedDigest } from '../../keys/secrets.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import {
  type Award,
  ifRefused,
  type Person,
  type Store,
  type Stored,
  type WitnessLink,
} from '../../storage/store.ts';

export interface LinkingServices {
  readonly store: Pick<Store, 'witnessLinks' | 'awards' | 'people'>;
  readonly definitions: Definitions;
  readonly appSecret: string;
  readonly clock: () => Date;
}

const LINK_DAYS = 30;
/** Of one badge at once, of its person and of the team: few people saw one piece of work. */
const MOST_LINKS = 5;
const DAY = 86_400_000;
/** 132 bits: it is read from a screen at times. */
const TOKEN_LENGTH = 22;

/** Whoever reads the store without the secret knows no address; their makers may read theirs again. */
export const tokenOf = (appSecret: string, { id }: Pick<WitnessLink, 'id'>): string =>
  keyedDigest(appSecret, `witness link/${id}`).slice(0, TOKEN_LENGTH);

interface Asked {
  readonly label: string;
  readonly by: Pick<Person, 'id' | 'mergedFrom'>;
  /** Of the form, which makes one. */
  readonly act: string;
}

/** Throws CONFLICT where nobody is asked of this badge, or enough are already. */
export async function makeLink(
  services: LinkingServices,
  award: Stored<Award>,
  { label, by, act }: Asked,
): Promise<{ readonly link: WitnessLink; readonly isNew: boolean }> {
  const { store, definitions, appSecret, clock } = services;
  const now = clock();
  const why = whyNoWitness(award, definitions, now);
  if (why) throw new HttpError('CONFLICT', why);
  const links = store.witnessLinks(award.kpaId);
  const id = repeatableId(`witness link/${award.id}/${by.id}/${act}`);
  const before = await links.findById(id);
  if (before) return { link: before, isNew: false };
  const isTheirs = isOf(by, award.personId);
  const { own, ofTeam } = await linksOf(services, award);
  // One that its person set aside counts as one that waits for them: the team would learn it so.
  if ((isTheirs ? own : ofTeam).length >= MOST_LINKS) {
    throw new HttpError('CONFLICT', say('witness.enough-links', { most: MOST_LINKS }));
  }
  const link: WitnessLink = {
    ...{ id, kpaId: award.kpaId, personId: award.personId, awardId: award.id },
    token: digest(tokenOf(appSecret, { id })),
    ...{ label, by: by.id, state: isTheirs ? 'open' : 'asked' },
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + LINK_DAYS * DAY).toISOString(),
  };
  const fresh = await ifRefused(links.insert(link), 'DUPLICATE_KEY', () => undefined);
  return { link, isNew: fresh !== undefined };
}

interface LinksOfBadge {
  /** Those that the person made. */
  readonly own: readonly Stored<WitnessLink>[];
  readonly ofTeam: readonly Stored<WitnessLink>[];
}

/** Those that have not ended. */
export async function linksOf(
  { store, clock }: Pick<LinkingServices, 'store' | 'clock'>,
  { id, kpaId, personId }: Pick<Award, 'id' | 'kpaId' | 'personId'>,
): Promise<LinksOfBadge> {
  const query = { index: 'byAward', equals: [id], limit: 50 } as const;
  const { items } = await store.witnessLinks(kpaId).readable.find(query);
  const holder = await findHolder(store, kpaId, personId);
  const open = items.filter(({ expiresAt }) => expiresAt > clock().toISOString());
  const isTheirs = ({ by }: WitnessLink) => by === personId || (holder && isOf(holder, by));
  return { own: open.filter(isTheirs), ofTeam: open.filter((one) => !isTheirs(one)) };
}

export interface OpenLink {
  readonly link: Stored<WitnessLink>;
  readonly award: Stored<Award>;
}

/** Undefined for what opens nothing, whatever the reason is: nobody learns which. */
export async function findOpenLink(
  { store, definitions, clock }: LinkingServices,
  token: string,
): Promise<OpenLink | undefined> {
  const query = { index: 'acrossByToken', equals: [digest(token)], limit: 1 } as const;
  const [link] = (await store.witnessLinks.across.readable.find(query)).items;
  const now = clock();
  if (link?.state !== 'open' || link.expiresAt <= now.toISOString()) return undefined;
  const award = await store.awards(link.kpaId).findById(link.awardId);
  // What its person put aside, or took out of sight since, is shown to nobody.
  if (award?.state !== 'accepted') return undefined;
  return whyNoWitness(award, definitions, now) ? undefined : { link, award };
}
