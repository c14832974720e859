/**
 * What WebAuthn asks of whoever relies on a passkey: one rpID, that of `PUBLIC_URL`, one origin, the
 * person shown to their device each time (user verification), and no name typed (discoverable).
 */
import { digest } from '../../keys/secrets.ts';
import type { Kpa, Passkey, Person } from '../../storage/store.ts';
import type { Assertion, Attestation } from './answers.ts';

/** A tenth of a second to load, for those alone who come in with one. */
const library = () => import('@simplewebauthn/server');

/** ES256, EdDSA, RS256 (IANA COSE Algorithms): what phones and computers have. */
const ALGORITHMS = [-7, -8, -257];

type Whose = Pick<Person, 'id' | 'kpaId'>;

/** Of a person: says nothing about them, and a second passkey of one device takes the place of the first. */
export const userHandleOf = ({ id, kpaId }: Whose): string =>
  digest(['passkey user', kpaId, id].join('/'));

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

interface Adding {
  readonly challenge: string;
  readonly person: Person;
  readonly kpa: Kpa;
  /** Those that the person has: a device is added once. */
  readonly known: readonly Passkey[];
}

/** What a device made, or why it is not taken: for the log. */
type Made =
  | { readonly credential: Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'> }
  | { readonly refused: string };
type Signed = { readonly counter: number } | { readonly refused: string };

export function createRelyingParty({ publicUrl }: { readonly publicUrl: string }) {
  const rpID = new URL(publicUrl).hostname;
  const expected = { expectedOrigin: publicUrl, expectedRPID: rpID, requireUserVerification: true };

  return {
    async optionsToEnter(challenge: string) {
      const { generateAuthenticationOptions } = await library();
      const asked = { challenge: bytesOf(challenge), userVerification: 'required' } as const;
      return generateAuthenticationOptions({ rpID, ...asked });
    },

    async optionsToAdd({ challenge, person, kpa, known }: Adding) {
      const { generateRegistrationOptions } = await library();
      return generateRegistrationOptions({
        rpName: 'KPA-Cité',
        rpID,
        userID: bytesOf(userHandleOf(person)),
        userName: `${person.name}, ${kpa.name}`,
        userDisplayName: person.name,
        challenge: bytesOf(challenge),
        attestationType: 'none',
        excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: ALGORITHMS,
      });
    },

    async readMade(response: Attestation, challenge: string): Promise<Made> {
      const { verifyRegistrationResponse } = await library();
      try {
        const { verified, registrationInfo } = await verifyRegistrationResponse({
          ...{ response, expectedChallenge: challenge, ...expected },
          supportedAlgorithmIDs: ALGORITHMS,
        });
        if (!verified) return { refused: 'It does not verify' };
        const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
        const key = Buffer.from(publicKey).toString('base64url');
        return { credential: { credentialId: id, publicKey: key, counter, transports } };
      } catch (error) {
        return { refused: saidIn(error) };
      }
    },

    async readSigned(response: Assertion, challenge: string, passkey: Passkey): Promise<Signed> {
      const { verifyAuthenticationResponse } = await library();
      const { credentialId: id, publicKey, counter } = passkey;
      try {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          ...{ response, expectedChallenge: challenge, ...expected },
          credential: { id, publicKey: bytesOf(publicKey), counter },
        });
        return verified
          ? { counter: authenticationInfo.newCounter }
          : { refused: 'The signature is wrong' };
      } catch (error) {
        return { refused: saidIn(error) };
      }
    },
  };
}

export type RelyingParty = ReturnType<typeof createRelyingParty>;

/** The library says by an exception whatever is wrong with what a browser sent. */
const saidIn = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, 200) : 'It is in no form that is known';
