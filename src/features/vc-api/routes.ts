import { type RequestHandler, Router } from 'express';
import type { Verification, VerifyOptions } from '../../credentials/verify.ts';
import type { PresentationVerification } from '../../credentials/verify-presentation.ts';
import { limit } from '../../web/limits.ts';
import { jsonText, readJson } from '../../web/json-body.ts';
import { openToPrograms } from '../../web/security-headers.ts';
import { createClients } from './clients.ts';
import { issueCredential, type IssueServices } from './issue-credential.ts';
import { issueRequest, presentationRequest, statusRequest, verifyRequest } from './messages.ts';
import { presentCredential, presentPresentation } from './present-answer.ts';
import { revokeCredential, type RevocationServices } from './revoke-credential.ts';

/** Within bounds: what strangers hand in costs what they choose. */
interface Verifier {
  verifyCredential(input: unknown, question: VerifyOptions): Promise<Verification>;
  verifyPresentation(
    input: unknown,
    question: VerifyOptions & { readonly challenge?: string; readonly domain?: string },
  ): Promise<PresentationVerification>;
}

type Services = IssueServices &
  RevocationServices & {
    readonly limitStrangers: RequestHandler;
    readonly strangers: Verifier;
    readonly statusLists: IssueServices['statusLists'] & RevocationServices['statusLists'];
  };

/** The VC-API: signing asks for a token, verifying does not (docs/adr/0017). */
export function vcApiRoutes(services: Services): Router {
  const clients = createClients(services);
  const router = Router();

  router.use(['/credentials/issue', '/credentials/status'], limit(600, 60), clients.require);
  router.use(
    ['/credentials/verify', '/presentations/verify'],
    openToPrograms,
    services.limitStrangers,
  );

  router.post('/credentials/issue', jsonText, async (req, res) => {
    const { credential } = readJson(issueRequest, req);
    const verifiableCredential = await issueCredential(services, clients.of(req), credential);
    res.status(201).json({ verifiableCredential });
  });

  router.post('/credentials/status', jsonText, async (req, res) => {
    const { credentialId } = readJson(statusRequest, req);
    res.json({ revoked: await revokeCredential(services, clients.of(req).kpa, credentialId) });
  });

  router.post('/credentials/verify', jsonText, async (req, res) => {
    const { verifiableCredential, options } = readJson(verifyRequest, req);
    const verification = await services.strangers.verifyCredential(verifiableCredential, W3C);
    const answer = presentCredential(verification, options);
    res.status(answer.verified ? 200 : 400).json(answer);
  });

  router.post('/presentations/verify', jsonText, async (req, res) => {
    const { verifiablePresentation, options = {} } = readJson(presentationRequest, req);
    const { challenge, domain } = options;
    const verification = await services.strangers.verifyPresentation(verifiablePresentation, {
      ...W3C,
      ...(challenge !== undefined && { challenge }),
      ...(domain !== undefined && { domain }),
    });
    const answer = presentPresentation(verification, options);
    res.status(answer.verified ? 200 : 400).json(answer);
  });

  return router;
}

const W3C = { profile: 'w3c' } as const;
