import { type Request, Router } from 'express';
import type { Verification } from '../../credentials/verify.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Kpa, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import { notFound, wantsPage } from '../../web/errors.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import { EXPERIENCE_LABELS } from '../../web/labels.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../web/present-award.ts';
import { presentChecks, verdictOf } from '../../web/present-verification.ts';
import { hideAddress, keepPrivate, openToAll } from '../../web/security-headers.ts';
import { findVisitor, isStaff } from '../../web/sessions.ts';
import { readEvidence } from './evidence.ts';

interface Services {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly verify: (credential: unknown) => Promise<Verification>;
  readonly clock: () => Date;
  readonly addresses: Addresses;
}

/**
 * A credential at its own address, which only its holder gives away: as signed for software, as a
 * page for a browser. Before the person has accepted it, it is shown to nobody outside.
 */
export function credentialRoutes(services: Services): Router {
  const { store, definitions, verify, clock, addresses } = services;
  const router = Router();
  const path = '/k/:slug/credentials/:id';
  router.use(path, keepPrivate, hideAddress, openToAll);

  router.get(`${path}.json`, async (req, res) => {
    const { award } = await find(req);
    res.attachment(`badge-${award.badgeClass}.json`).type('application/vc').send(award.credential);
  });

  router.get(path, async (req, res) => {
    const { kpa, award, visitor } = await find(req);
    res.vary('Accept');
    if (!wantsPage(req)) {
      res.type('application/vc').send(award.credential);
      return;
    }
    const person = visitor && (await store.people(kpa.id).findById(award.personId));
    const verification = await verify(award.credential);
    const checkedAt = clock().toISOString();
    res.render('awards/credential', {
      award: presentAward(award, kpa, definitions),
      kpa,
      person,
      canRevoke: visitor !== undefined && isStaff(visitor.person) && award.standing === 'valid',
      verdict: verdictOf(verification, { checkedAt, revocation: award.revocation }),
      ...presentChecks(verification),
      checkedAt,
      address: addresses.credential(kpa.slug, award.id),
    });
  });

  router.get(`${path}/evidence`, async (req, res) => {
    const { kpa, award } = await find(req);
    if (award.evidence === undefined) throw notFound('Cette preuve n’est plus là.');
    res.vary('Accept');
    if (!wantsPage(req)) {
      res.type('application/json').send(award.evidence);
      return;
    }
    const evidence = readEvidence(award.evidence);
    res.render('awards/evidence', {
      award: presentAward(award, kpa, definitions),
      evidence: { ...evidence, kindLabel: EXPERIENCE_LABELS[evidence.kind] },
    });
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
