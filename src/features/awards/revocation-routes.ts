import { type Request, Router } from 'express';
import { notFound } from '../../web/errors.ts';
import { formView, readForm } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../web/present-award.ts';
import { STAFF, allow, visitorOf } from '../../web/sessions.ts';
import type { AwardServices } from './draft.ts';
import { reasonChoices, reasonForm } from './revocation-form.ts';
import { revokeAward } from './revoke-award.ts';

/** An accompagnant·e takes an award back, for a reason about the act. */
export function revocationRoutes(services: AwardServices): Router {
  const { store, definitions } = services;
  const router = Router();
  router.use('/reconnaissances', allow(...STAFF));

  router.get('/reconnaissances/:id/retirer', async (req, res) => {
    res.render('awards/revoke', await revocationView(req));
  });

  router.post('/reconnaissances/:id/retirer', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const award = await awardInPath(req);
    const form = readForm(reasonForm, req.body);
    if (!form.ok) {
      res
        .status(422)
        .render('awards/revoke', { ...(await revocationView(req)), ...formView(form) });
      return;
    }
    await revokeAward(services, kpa, award, person, form.values.reason);
    res.redirect(303, presentAward(award, kpa, definitions).href);
  });

  async function awardInPath(req: Request) {
    const award = await store.awards(visitorOf(req).kpa.id).findById(param(req, 'id'));
    if (!award) throw notFound('Ce badge n’existe pas.');
    return award;
  }

  async function revocationView(req: Request) {
    const { kpa } = visitorOf(req);
    const award = await awardInPath(req);
    const person = await store.people(kpa.id).findById(award.personId);
    return {
      award: presentAward(award, kpa, definitions),
      person,
      reasons: reasonChoices(),
    };
  }

  return router;
}
