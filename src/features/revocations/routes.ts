import { noteRevoked, type NotingServices } from './note-revoked.ts';
import { type Request, Router } from 'express';
import { findKnownAward } from '../../badges/records/find-award.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { formView, readForm } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { reasonChoices, reasonForm } from './revocation-form.ts';
import { type RevocationServices, revokeAward } from './revoke-award.ts';

interface Services extends RevocationServices, Pick<NotingServices, 'outbox' | 'register'> {
  readonly definitions: Definitions;
}

/** An accompagnant·e takes an award back, for a reason about the act. */
export function revocationRoutes(services: Services): Router {
  const { store, definitions } = services;
  const router = Router();
  router.use('/reconnaissances', allow('take badges back'));

  router.get('/reconnaissances/:id/retirer', async (req, res) => {
    res.render('revocations/revoke', await revocationView(req));
  });

  router.post('/reconnaissances/:id/retirer', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const award = await awardInPath(req);
    const form = readForm(reasonForm, req.body);
    if (!form.ok) {
      res
        .status(422)
        .render('revocations/revoke', { ...(await revocationView(req)), ...formView(form) });
      return;
    }
    await revokeAward(services, kpa, award, person, form.values.reason);
    await noteRevoked(services, person, [award.id]);
    res.redirect(303, presentAward(award, kpa, definitions).href);
  });

  async function awardInPath(req: Request) {
    const award = await findKnownAward(services, visitorOf(req).person, param(req, 'id'));
    if (!award) throw notFound(say('award.not-there'));
    return award;
  }

  async function revocationView(req: Request) {
    const { kpa } = visitorOf(req);
    const award = await awardInPath(req);
    const person = await store.people(kpa.id).findById(award.personId);
    return {
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      person,
      reasons: reasonChoices(),
    };
  }

  return router;
}
