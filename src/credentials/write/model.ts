/** What we issue, as it is on the wire: VCDM 2.0 and Open Badges 3.0 (appendix B, data models). */
import type { Proof } from '@digitalcredentials/data-integrity';
import type { SignedEndorsement } from './endorsement-model.ts';
import type {
  CREDENTIALS_V2,
  OPEN_BADGES_3_0_3,
  OPEN_BADGES_EXTENSIONS,
} from '../contexts/urls.ts';

export interface Profile {
  readonly id: string;
  readonly type: readonly ['Profile'];
  readonly name: string;
  readonly url: string;
  readonly description?: string;
}

interface Image {
  readonly id: string;
  readonly type: 'Image';
  readonly caption?: string;
}

export interface Alignment {
  readonly type: readonly ['Alignment'];
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetFramework: string;
  readonly targetCode?: string;
}

export interface ResultDescription {
  readonly id: string;
  readonly type: readonly ['ResultDescription'];
  readonly name: string;
  readonly resultType: 'RubricCriterionLevel';
  readonly rubricCriterionLevel: readonly RubricCriterionLevel[];
}

interface RubricCriterionLevel {
  readonly id: string;
  readonly type: readonly ['RubricCriterionLevel'];
  readonly name: string;
  readonly level: string;
}

export interface Achievement {
  readonly id: string;
  readonly type: readonly ['Achievement'];
  readonly name: string;
  readonly description: string;
  readonly criteria: { readonly id?: string; readonly narrative: string };
  readonly image: Image;
  readonly achievementType: string;
  readonly inLanguage: string;
  readonly version: string;
  readonly creator?: Profile | Pick<Profile, 'id' | 'type'>;
  readonly alignment?: readonly Alignment[];
  readonly tag?: readonly string[];
  readonly resultDescription?: readonly [ResultDescription];
}

export interface AchievementSubject {
  readonly id: string;
  readonly type: readonly ['AchievementSubject'];
  readonly identifier: readonly [IdentityObject];
  readonly achievement: Achievement;
  readonly result?: readonly [Result];
  readonly narrative?: string;
}

interface IdentityObject {
  readonly type: 'IdentityObject';
  readonly hashed: true;
  readonly identityHash: string;
  readonly identityType: 'name';
  readonly salt: string;
}

interface Result {
  readonly type: readonly ['Result'];
  readonly resultDescription: string;
  readonly achievedLevel: string;
}

export interface Evidence {
  readonly id: string;
  readonly type: readonly ['Evidence'];
  readonly name: string;
  readonly genre?: string;
  readonly narrative?: string;
  readonly digestSRI: string;
}

export interface BitstringStatusListEntry {
  readonly id: string;
  readonly type: 'BitstringStatusListEntry';
  readonly statusPurpose: 'revocation';
  readonly statusListIndex: string;
  readonly statusListCredential: string;
}

export interface RefreshService {
  readonly id: string;
  readonly type: '1EdTechCredentialRefresh';
}

export type BadgeContexts = readonly [
  typeof CREDENTIALS_V2,
  typeof OPEN_BADGES_3_0_3,
  ...(readonly [typeof OPEN_BADGES_EXTENSIONS] | readonly []),
];

export interface Credential {
  readonly '@context': BadgeContexts;
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'OpenBadgeCredential'];
  readonly name: string;
  readonly issuer: Profile;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly credentialSubject: AchievementSubject;
  readonly evidence?: readonly Evidence[];
  readonly credentialStatus: BitstringStatusListEntry;
  readonly refreshService?: RefreshService;
  /** Each with its own proof. */
  readonly endorsement?: readonly SignedEndorsement[];
  /** The same as compact JWTs. */
  readonly endorsementJwt?: readonly string[];
}

export interface BitstringStatusListCredential {
  readonly '@context': readonly [typeof CREDENTIALS_V2];
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'BitstringStatusListCredential'];
  readonly issuer: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly credentialSubject: {
    readonly id: string;
    readonly type: 'BitstringStatusList';
    readonly statusPurpose: 'revocation';
    readonly encodedList: string;
    readonly ttl?: number;
  };
}

export type Signed<T> = T & { readonly proof: readonly [Readonly<Proof>] };
