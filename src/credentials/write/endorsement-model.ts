/** An endorsement that we issue, as it is on the wire (Open Badges 3.0, EndorsementCredential). */
import type { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../contexts/urls.ts';
import type { BitstringStatusListEntry, Profile, Signed } from './model.ts';

export interface EndorsementCredential {
  readonly '@context': readonly [typeof CREDENTIALS_V2, typeof OPEN_BADGES_3_0_3];
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'EndorsementCredential'];
  readonly name: string;
  readonly issuer: Profile;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly credentialSubject: {
    /** Of what is endorsed. */
    readonly id: string;
    readonly type: readonly ['EndorsementSubject'];
    readonly endorsementComment: string;
  };
  /** The entry of the badge that it is about: it falls with it. */
  readonly credentialStatus?: BitstringStatusListEntry;
}

export type SignedEndorsement = Signed<EndorsementCredential>;
