import { type RequestHandler, Router } from 'express';
import type { Verification, VerifyOptions } from '../../credentials/verify/verify.ts';
import type { PresentationVerification } from '../../credentials/verify/verify-presentation.ts';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import type { Said } from '../../credentials/verification.ts';
import type { Task } from '../../threads/task.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitRefusals } from '../../web/limits/limits.ts';
import type { WorkAccounts } from '../../web/limits/work-accounts.ts';
import { accept, bodyOf, jsonText } from '../../web/api/json-body.ts';
import { readBody } from '../../web/api/read-body.ts';
import { openToPrograms } from '../../web/security-headers.ts';
import type { Client } from '../../threads/client.ts';
import { clientOf, limitWork } from '../../web/limits/work-budget.ts';
import { createClients } from './clients.ts';
import { issueCredential, type IssueServices } from './issue-credential.ts';
import { statusRequest } from './messages.ts';
import { presentCredential, presentPresentation } from './present-answer.ts';
import { revokeCredential, type CredentialRevocationServices } from './revoke-credential.ts';
import { readPresentationRequestTask, readVerifyRequestTask } from './tasks.ts';

/** Within bounds, in the turn of a client: what strangers hand in costs what they choose. */
interface Verifier {
  readText<T>(task: Task<string, T>, text: string): Promise<T | undefined>;
  verifyCredential(input: unknown, question: VerifyOptions): Promise<Verification>;
  verifyPresentation(
    input: unknown,
    question: VerifyOptions & { readonly challenge?: string; readonly domain?: string },
  ): Promise<PresentationVerification>;
}

type Services = IssueServices &
  CredentialRevocationServices & {
    readonly languages: Languages;
    readonly limitClients: RequestHandler;
    readonly countFlood: CountFlood;
    readonly workAccounts: WorkAccounts;
    /** In a minute, for one token. */
    readonly tokenRequests: number;
    readonly verifierFor: (client: Client) => Verifier;
    readonly statusLists: IssueServices['statusLists'] &
      CredentialRevocationServices['statusLists'];
  };

/** The VC-API: signing asks for a token, verifying does not (docs/adr/0017). */
export function vcApiRoutes(services: Services): Router {
  const clients = createClients(services);
  const { publicUrl } = services.addresses;
  const inEnglish = (said: Said) => services.languages.english.say(said);
  const router = Router();

  // By address what is refused, so that tokens are not guessed; by token whatever the address.
  const withToken = [
    limitRefusals(services.countFlood, REFUSED, clients.require),
    limitWork(services.workAccounts, {
      ...TOKEN_LIMITS,
      values: services.tokenRequests * SHORT_REQUEST,
      keyOf: (req) => `token ${clients.of(req).token.id}`,
    }),
  ];
  router.use(
    ['/credentials/verify', '/presentations/verify'],
    openToPrograms,
    services.limitClients,
  );

  router.post('/credentials/issue', ...withToken, jsonText(), async (req, res) => {
    const issuing = { ...clients.of(req), client: clientOf(req) };
    const verifiableCredential = await issueCredential(services, issuing, bodyOf(req));
    res.status(201).json({ verifiableCredential });
  });

  router.post('/credentials/status', ...withToken, jsonText(SMALL), async (req, res) => {
    const { credentialId } = accept(readBody(statusRequest, bodyOf(req)));
    res.json({ revoked: await revokeCredential(services, clients.of(req).kpa, credentialId) });
  });

  router.post('/credentials/verify', jsonText(), async (req, res) => {
    const verifier = services.verifierFor(clientOf(req));
    const { text, ...wanted } = accept(await verifier.readText(readVerifyRequestTask, bodyOf(req)));
    const verification = await verifier.verifyCredential(text, W3C);
    const answer = presentCredential(verification, { ...wanted, say: inEnglish, publicUrl });
    res.status(answer.verified ? 200 : 400).json(answer);
  });

  router.post('/presentations/verify', jsonText(), async (req, res) => {
    const verifier = services.verifierFor(clientOf(req));
    const read = await verifier.readText(readPresentationRequestTask, bodyOf(req));
    const { text, requireKnownIssuer, ...asked } = accept(read);
    const verification = await verifier.verifyPresentation(text, { ...W3C, ...asked });
    const answer = presentPresentation(verification, {
      requireKnownIssuer,
      say: inEnglish,
      publicUrl,
    });
    res.status(answer.verified ? 200 : 400).json(answer);
  });

  return router;
}

const W3C = { profile: 'w3c' } as const;

/** In bytes: an id and a status. */
const SMALL = 16_384;

/** Tokens, of one client. */
const REFUSED = { name: 'tokens that were refused', times: 600, seconds: 60 };

/** Values that a request may take to count as one. */
const SHORT_REQUEST = 100;

/** For one token. What takes long counts for more than one request. */
const TOKEN_LIMITS = {
  least: SHORT_REQUEST / 2,
  atOnce: 64,
  sentences: {
    spent: say('limit.token-too-much'),
    atOnce: say('limit.token-at-once'),
  },
};
