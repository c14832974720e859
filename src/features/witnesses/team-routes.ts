/** One of the team asks for a word on a badge: its person says yes first, and the link opens nothing before. */
import { type Request, Router } from 'express';
import { refuseToBegin } from '../../awards/suspension.ts';
import { whyNoWitness } from '../../badges/co-signature.ts';
import { presentAward } from '../../badges/present-award.ts';
import { findKnownAward } from '../../badges/records/find-award.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { endAsked } from '../../notices/end-notices.ts';
import { tell } from '../../notices/tell.ts';
import type { Award, Stored } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { formView, readForm } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { forgetWaiting } from './forget-waiting.ts';
import type { WitnessServices } from './link-routes.ts';
import { linkForm } from './own-routes.ts';
import { presentLinks } from './present-links.ts';
import { whyNotBeside } from './why-not-beside.ts';
import { linksOf, makeLink } from './witness-links.ts';

const PATH = '/reconnaissances/:id/temoins';

export function teamWitnessRoutes(services: WitnessServices): Router {
  const { store, definitions, clock, register } = services;
  const router = Router();
  router.use(PATH, allow('confirm badges'), allowOurScripts);

  router.get(PATH, async (req, res) => {
    const page = await pageOf(req, await knownAward(req));
    const proposed = req.query['propose'] !== undefined;
    res.render('witnesses/of-team', { ...page, proposed, act: newAct() });
  });

  router.post(PATH, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    refuseToBegin(kpa);
    const award = await knownAward(req);
    const form = readForm(linkForm, req.body);
    if (!form.ok) {
      const page = { ...(await pageOf(req, award)), ...formView(form) };
      res.status(422).render('witnesses/of-team', { ...page, act: actIn(req.body) });
      return;
    }
    const { link, isNew } = await makeLink(services, award, {
      ...form.values,
      ...{ by: person, act: actIn(req.body) },
    });
    const about = award.id;
    if (isNew) await register.note({ kpaId: kpa.id, by: person.id, act: 'witness-asked', about });
    const holder = await findPerson(store, kpa.id, award.personId);
    if (holder) {
      await tell(services, holder, { act: 'witness-asked', award, which: link.id, by: person });
    }
    res.redirect(303, `/reconnaissances/${award.id}/temoins?propose`);
  });

  router.post(`${PATH}/:link`, async (req, res) => {
    const award = await knownAward(req);
    // Those that the person made are theirs, under whichever of their records.
    const { ofTeam } = await linksOf(services, award);
    const link = ofTeam.find(({ id }) => id === param(req, 'link'));
    if (!link) throw notFound(say('witness.no-such-link'));
    await store.witnessLinks(award.kpaId).remove(link.id);
    await forgetWaiting(services, visitorOf(req).kpa, link.id);
    await endAsked(services, award, { act: 'witness-asked', which: link.id });
    res.redirect(303, `/reconnaissances/${award.id}/temoins`);
  });

  /** Of a badge that no witness is asked of, and of one's own, there is no such page. */
  async function knownAward(req: Request): Promise<Stored<Award>> {
    const { person } = visitorOf(req);
    const award = await findKnownAward(services, person, param(req, 'id'));
    if (!award || isOf(person, award.personId)) throw notFound(say('award.not-there'));
    const why = whyNoWitness(award, definitions, clock());
    if (why) throw notFound(why);
    return award;
  }

  async function pageOf(req: Request, award: Stored<Award>) {
    const { kpa, person } = visitorOf(req);
    // Those that the person made are theirs.
    const { ofTeam } = await linksOf(services, award);
    return {
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      holder: await findPerson(store, kpa.id, award.personId),
      sender: { name: person.name, kpaName: kpa.name },
      whyNotBeside: await whyNotBeside(services, award, person),
      ...(await presentLinks(services, award.kpaId, ofTeam, true)),
    };
  }

  return router;
}
