import type { Signer } from '../../credentials/write/sign.ts';
import type { PublicKey } from '../../keys/key-ring.ts';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Award, Experience, Kpa, Person, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { AwardRows } from '../../web/award-rows.ts';

export interface AwardServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly definitions: Definitions;
  readonly keys: {
    publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
    signer(kpaId: string, did: string, algorithm: Signer['algorithm']): Promise<Signer>;
  };
  readonly statusLists: {
    draw(kpa: Kpa): Promise<StatusEntry>;
    publish(kpa: Kpa, listId: string): Promise<void>;
  };
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

interface StatusEntry {
  readonly listId: string;
  readonly listNumber: number;
  readonly index: number;
}

/** What an accompagnant·e decides. */
export interface Draft {
  readonly awardId: string;
  readonly kpa: Kpa;
  readonly person: Person;
  readonly badge: BadgeClass;
  readonly level: number | undefined;
  readonly sentence: string;
  readonly experience: Experience;
  readonly awardedBy: Award['awardedBy'];
}

/** What is drawn at the moment of signing: nobody can choose or foresee it. */
export interface Drawn {
  readonly issuedAt: string;
  readonly subjectId: string;
  readonly salt: string;
  readonly evidence: string | undefined;
  readonly entry: Pick<StatusEntry, 'listNumber' | 'index'>;
}
