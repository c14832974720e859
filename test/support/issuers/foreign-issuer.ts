/** Another issuer on the web, with a badge of its own, whose pages can go away and come back. */
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { buildStatusListCredential } from '../../../src/credentials/statuses/status-list.ts';
import { createGuardedFetch } from '../../../src/outside/guarded-fetch.ts';
import { createIssuer, fullInput } from '../../credentials/support/issuer.ts';
import { startLoopbackIssuer, TEST_CA } from './loopback-issuer.ts';

const HOME = 'https://issuer.test';
const LIST = '/status/1';
const DID = '/.well-known/did.json';

type Answer = 'answers' | 'is silent' | 'is gone';

export async function startForeignIssuer(clock: () => Date) {
  const issuer = createIssuer('did:web:issuer.test', 21);
  const answers: Record<string, Answer> = { [LIST]: 'answers', [DID]: 'answers' };
  let revoked: readonly number[] = [];
  let validFrom = '2026-10-01T00:00:00Z';
  let statusPurpose = 'revocation';
  const list = async () => {
    const given = { url: `${HOME}${LIST}`, issuer: issuer.did, revoked, validFrom };
    const { credentialSubject, ...built } = await buildStatusListCredential(given);
    const document = { ...built, credentialSubject: { ...credentialSubject, statusPurpose } };
    return signDocument(document, issuer.signer, clock());
  };
  const page = (path: string, content: () => unknown) =>
    [
      path,
      (_: unknown, response: { writeHead(status: number): { end(text?: string): unknown } }) => {
        if (answers[path] !== 'answers') {
          response.writeHead(answers[path] === 'is gone' ? 410 : 503).end();
          return;
        }
        void Promise.resolve(content()).then((document) => {
          response.writeHead(200).end(JSON.stringify(document));
        });
      },
    ] as const;
  const server = await startLoopbackIssuer(
    Object.fromEntries([page(LIST, list), page(DID, () => issuer.didDocument)]),
  );
  const { validUntil, ...input } = fullInput;

  return {
    guardedFetch: createGuardedFetch({
      clock,
      port: server.port,
      ca: TEST_CA,
      resolve: () => Promise.resolve(['127.0.0.1']),
      isAllowedAddress: () => true,
    }),
    /** A badge of this issuer, as text. */
    async badge(
      changes: { id?: string; validFrom?: string; validUntil?: string } = {},
      name = input.issuer.name,
    ): Promise<string> {
      const unsigned = buildCredential({
        ...input,
        id: `${HOME}/badges/1`,
        issuer: { ...input.issuer, id: issuer.did, name },
        status: { list: `${HOME}${LIST}`, index: 5 },
        ...changes,
      });
      const credentialStatus = { ...unsigned.credentialStatus, statusPurpose };
      const document = { ...unsigned, credentialStatus };
      return JSON.stringify(await signDocument(document, issuer.signer, clock()));
    },
    list: (answer: Answer) => (answers[LIST] = answer),
    did: (answer: Answer) => (answers[DID] = answer),
    revoke: () => (revoked = [5]),
    /** The list, and the badges from now on, are about being suspended. */
    suspend() {
      statusPurpose = 'suspension';
      revoked = [5];
    },
    /** The list says that it was made then, and has no bit set any more. */
    makeListAt(instant: string) {
      validFrom = instant;
      revoked = [];
    },
    close: server.close,
  };
}
