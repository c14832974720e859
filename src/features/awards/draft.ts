import { titleOf } from '../../badges/titles.ts';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import type { NewsServices } from '../../notices/tell.ts';
import type { Register } from '../../register/register.ts';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Languages } from '../../language/languages.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import type { Award, Experience, Kpa, Person } from '../../storage/store.ts';

export interface AwardServices extends SigningServices, Pick<NewsServices, 'outbox'> {
  readonly definitions: Definitions;
  readonly badgeClasses: Pick<BadgeClasses, 'of' | 'readAgain'>;
  readonly languages: Pick<Languages, 'all' | 'find' | 'source'>;
  readonly statusLists: {
    draw(kpa: Kpa): Promise<DrawnEntry>;
  };
  readonly log: { error(details: object, message: string): void };
  readonly register: Register;
}

interface DrawnEntry {
  readonly listId: string;
  readonly listNumber: number;
  readonly index: number;
}

/** What an accompagnant·e decides. */
export interface Draft {
  readonly awardId: string;
  readonly kpa: Kpa;
  readonly person: Person;
  /** In the language in which it is reread, and signed (`signing-language.ts`). */
  readonly badge: BadgeClass;
  readonly level: number | undefined;
  readonly sentence: string;
  readonly experience: Experience;
  readonly awardedBy: Award['awardedBy'];
  /** In whose place it stands, and until when that was valid: a correction makes nothing longer. */
  readonly replaces?: readonly string[];
  readonly validUntil?: string;
}

/** What is drawn at the moment of signing: nobody can choose or foresee it. */
export interface Drawn {
  readonly issuedAt: string;
  readonly subjectId: string;
  readonly salt: string;
  readonly evidence: string | undefined;
  readonly entry: Pick<DrawnEntry, 'listNumber' | 'index'>;
}

/** Who signs, as it is shown beside the badge. */
export function signatureOf(person: Person): Award['awardedBy'] {
  return { personId: person.id, name: person.name, title: titleOf(person) };
}
