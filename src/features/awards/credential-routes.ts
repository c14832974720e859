import { type Request, Router } from 'express';
import type { Verification } from '../../credentials/verify.ts';
import type { Award, Kpa, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import { FORMATS, SIGNATURE_FORMATS } from '../../credentials/formats/formats.ts';
import { mayConfirm } from '../../web/co-signature.ts';
import { notFound, wantsPage } from '../../web/errors.ts';
import { presentEvidence } from '../../web/evidence.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import { limit } from '../../web/limits.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../web/present-award.ts';
import { presentChecks, verdictOf } from '../../web/present-verification.ts';
import { hideAddress, keepPrivate, openToAll } from '../../web/security-headers.ts';
import { findVisitor, isStaff } from '../../web/sessions.ts';
import { createBadgeFiles, fileName, formatFor, signatureFor } from './badge-files.ts';
import type { PictureServices } from './pictures.ts';

interface Services extends PictureServices {
  readonly store: Store;
  readonly verifyCredential: (
    credential: unknown,
    question: { readonly isNewest: true },
  ) => Promise<Verification>;
  readonly clock: () => Date;
  readonly addresses: Addresses;
}

/**
 * A credential at its own address, which only its holder gives away: as a
 * file in any of our formats for software, as a page for a browser. Before the person has accepted it, it is shown to nobody outside.
 */
export function credentialRoutes(services: Services): Router {
  const { store, definitions, verifyCredential, clock, addresses } = services;
  const writeFile = createBadgeFiles(services);
  const router = Router();
  const path = '/k/:slug/credentials/:id';
  router.use(path, limit(240, 60), keepPrivate, hideAddress, openToAll);

  for (const format of FORMATS) {
    router.get(`${path}.${format.extension}`, async (req, res) => {
      const { award } = await find(req);
      const signature = SIGNATURE_FORMATS.find(({ id }) => id === req.query['signature'])?.id;
      const file = writeFile(award, format, signature);
      res.attachment(fileName(award, format)).type(format.mediaType).send(file);
    });
  }

  router.get(path, async (req, res) => {
    const { kpa, award, visitor } = await find(req);
    res.vary('Accept');
    const format = formatFor((types) => req.accepts(types));
    if (format) {
      res.type(format.mediaType).send(writeFile(award, format));
      return;
    }
    const person = visitor && (await store.people(kpa.id).findById(award.personId));
    const verification = await verifyCredential(award.credential, { isNewest: true });
    const checkedAt = clock().toISOString();
    res.render('awards/credential', {
      award: presentAward(award, kpa, definitions),
      kpa,
      person,
      canConfirm: visitor && mayConfirm(award, definitions, visitor.person, clock()),
      canRevoke: visitor !== undefined && isStaff(visitor.person) && award.standing === 'valid',
      verdict: verdictOf(verification, { checkedAt, revocation: award.revocation }),
      ...presentChecks(verification),
      checkedAt,
      address: addresses.credential(kpa.slug, award.id),
      hasJwt: award.credentialJwt !== undefined,
    });
  });

  // Where older copies of the badge say that the newest lies (1EdTech Credential Refresh 1.0).
  router.get(`${path}/refresh`, async (req, res) => {
    const { award } = await find(req);
    const format = signatureFor((types) => req.accepts(types));
    res.vary('Accept').type(format.mediaType).send(writeFile(award, format));
  });

  router.get(`${path}/evidence`, async (req, res) => {
    const { kpa, award } = await find(req);
    if (award.evidence === undefined) throw notFound('Cette preuve n’est plus là.');
    res.vary('Accept');
    if (!wantsPage(req)) {
      res.type('application/json').send(award.evidence);
      return;
    }
    const verification = await verifyCredential(award.credential, { isNewest: true });
    const evidence = await presentEvidence(award.evidence, verification);
    const view = presentAward(award, kpa, definitions);
    res.render('awards/evidence', { award: view, evidence, back: view.href });
  });

  async function find(req: Request) {
    const kpa = await kpaOf(store, req);
    const award = await store.awards(kpa.id).findById(param(req, 'id'));
    const visitor = insider(req, kpa, award);
    if (!award || !(visitor || award.state === 'accepted')) {
      throw notFound('Ce badge n’existe pas, ou la personne ne le montre pas.');
    }
    return { kpa, award, visitor };
  }

  return router;
}

/** The visitor, when they are the holder or accompany people in this KPA. */
function insider(req: Request, kpa: Kpa, award: Award | undefined) {
  const visitor = findVisitor(req);
  if (visitor?.kpa.id !== kpa.id) return undefined;
  return isStaff(visitor.person) || visitor.person.id === award?.personId ? visitor : undefined;
}
