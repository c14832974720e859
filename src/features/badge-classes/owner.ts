/** Whose badge classes a page is about: those of a KPA, or what the network publishes for all. */
import type { Request } from 'express';
import { NETWORK_ID } from '../../badges/classes/owners.ts';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import type { Act } from '../../badges/rights.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Languages } from '../../language/languages.ts';
import type { Register } from '../../register/register.ts';
import type { Store } from '../../storage/store.ts';
import { visitorOf } from '../../web/sessions.ts';

export interface ClassServices {
  readonly store: Store;
  /** Of everybody: the grammar, the objectives, the frameworks. */
  readonly definitions: Definitions;
  readonly badgeClasses: BadgeClasses;
  readonly register: Register;
  readonly languages: Pick<Languages, 'find' | 'source'>;
  readonly clock: () => Date;
}

/** A class is written in both. */
export function bothLanguages({ languages }: Pick<ClassServices, 'languages'>) {
  const french = languages.source;
  return { french, english: languages.find('en') ?? french };
}

/** Of one owner, at once: a page of them. */
export const MOST_PROPOSED = 20;

export interface ClassOwner {
  readonly id: string;
  /** What stands in the addresses of its classes. */
  readonly slug: string;
  /** The id of the person. */
  readonly by: string;
}

/** One of the two places where classes are written. */
export interface ClassPlace {
  readonly base: string;
  readonly act: Act;
  readonly isNetwork: boolean;
  readonly ownerOf: (req: Request) => ClassOwner;
}

export const OF_KPA: ClassPlace = {
  base: '/kpa/badges',
  act: 'define badges',
  isNetwork: false,
  ownerOf: (req) => {
    const { kpa, person } = visitorOf(req);
    return { id: kpa.id, slug: kpa.slug, by: person.id };
  },
};

export const OF_NETWORK: ClassPlace = {
  base: '/reseau/badges',
  act: 'publish shared badges',
  isNetwork: true,
  ownerOf: (req) => ({ id: NETWORK_ID, slug: 'reseau', by: visitorOf(req).person.id }),
};
