/** A coopérant·e asks somebody who is not of the KPA for a word on a badge, and decides whether it is shown. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { removeTestimony } from '../../awards/testimonies/remove.ts';
import { presentTestimony } from '../../awards/testimonies/shown.ts';
import { wordsOf } from '../../awards/testimonies/words-of.ts';
import { whyNoWitness } from '../../badges/co-signature.ts';
import { presentAward } from '../../badges/present-award.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { endAsked } from '../../notices/end-notices.ts';
import type { Award, Stored, Testimony, WitnessLink } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { formView, readForm, textField } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { forgetWaiting } from './forget-waiting.ts';
import type { WitnessServices } from './link-routes.ts';
import { presentLinks } from './present-links.ts';
import { linksOf, makeLink } from './witness-links.ts';

export const linkForm = z.object({
  label: textField({ empty: say('witness.write-for-whom'), most: 80 }),
});

const forLink = z.object({ do: z.enum(['agree', 'close'], 'form.no-such-choice') });
const forWord = z.object({ do: z.enum(['show', 'hide', 'remove'], 'form.no-such-choice') });

const PATH = '/mes-badges/:id/temoins';

export function ownWitnessRoutes(services: WitnessServices): Router {
  const { store, definitions, clock } = services;
  const router = Router();
  router.use(PATH, allow('own badges'), allowOurScripts);

  router.get(PATH, async (req, res) => {
    const page = await pageOf(req, await ownAward(req));
    res.render('witnesses/mine', { ...page, done: req.query['fait'], act: newAct() });
  });

  router.post(PATH, async (req, res) => {
    const award = await ownAward(req);
    const form = readForm(linkForm, req.body);
    if (!form.ok) {
      const page = { ...(await pageOf(req, award)), ...formView(form) };
      res.status(422).render('witnesses/mine', { ...page, act: actIn(req.body) });
      return;
    }
    if (award.state !== 'accepted') throw new HttpError('CONFLICT', say('witness.accept-first'));
    const by = visitorOf(req).person;
    await makeLink(services, award, { ...form.values, by, act: actIn(req.body) });
    res.redirect(303, `/mes-badges/${award.id}/temoins#liens`);
  });

  router.get(`${PATH}/liens/:link/fermer`, async (req, res) => {
    const award = await ownAward(req);
    const link = await linkOf(req, award);
    const isOfTeam = !isOf(visitorOf(req).person, link.by);
    res.render('witnesses/end', { award, link, isOfTeam });
  });

  router.post(`${PATH}/liens/:link`, async (req, res) => {
    const award = await ownAward(req);
    const what = readForm(forLink, req.body);
    const links = store.witnessLinks(award.kpaId);
    const link = await linkOf(req, award);
    if (!what.ok) throw new HttpError('BAD_REQUEST', say('form.no-such-choice'));
    const { do: done } = what.values;
    if (done === 'close' && isOf(visitorOf(req).person, link.by)) await links.remove(link.id);
    // Of the team, nobody is told of a no.
    else
      await links.update(link.id, (now) => ({
        ...now,
        state: done === 'agree' ? 'open' : 'aside',
      }));
    if (done === 'close') await forgetWaiting(services, visitorOf(req).kpa, link.id);
    await endAsked(services, award, { act: 'witness-asked', which: link.id });
    const told = done === 'close' && link.state === 'open' ? '?fait=ferme' : '';
    res.redirect(303, `/mes-badges/${award.id}/temoins${told}`);
  });

  router.get(`${PATH}/:testimony/effacer`, async (req, res) => {
    const { kpa } = visitorOf(req);
    const award = await ownAward(req);
    const word = presentTestimony(await wordIn(req, award), kpa, award);
    res.render('witnesses/end', { award, word });
  });

  router.post(`${PATH}/:testimony`, async (req, res) => {
    const { kpa } = visitorOf(req);
    const award = await ownAward(req);
    const what = readForm(forWord, req.body);
    const testimonies = store.testimonies(award.kpaId);
    const found = await wordIn(req, award);
    if (!what.ok) throw new HttpError('BAD_REQUEST', say('form.no-such-choice'));
    if (what.values.do === 'remove') await removeTestimony(services, kpa, found);
    else {
      const state = what.values.do === 'show' ? 'shown' : 'hidden';
      await testimonies.update(found.id, (now) => ({ ...now, state }));
    }
    const told = what.values.do === 'remove' ? '?fait=efface' : '';
    res.redirect(303, `/mes-badges/${award.id}/temoins${told}`);
  });

  async function linkOf(req: Request, { id, kpaId }: Award): Promise<Stored<WitnessLink>> {
    const link = await store.witnessLinks(kpaId).findById(param(req, 'link'));
    if (link?.awardId !== id) throw notFound(say('witness.no-such-link'));
    return link;
  }

  async function wordIn(req: Request, { id, kpaId }: Award): Promise<Stored<Testimony>> {
    const found = await store.testimonies(kpaId).findById(param(req, 'testimony'));
    // Until its author has signed it, nobody is told of it.
    if (found?.awardId !== id || found.state === 'waiting') {
      throw notFound(say('witness.no-such-word'));
    }
    return found;
  }

  async function ownAward(req: Request): Promise<Stored<Award>> {
    const { kpa, person } = visitorOf(req);
    const award = await store.awards(kpa.id).findById(param(req, 'id'));
    if (!award || !isOf(person, award.personId)) throw notFound(say('award.not-there'));
    return award;
  }

  async function pageOf(req: Request, award: Stored<Award>) {
    const { kpa } = visitorOf(req);
    const [signed, { own, ofTeam }] = await Promise.all([
      wordsOf(services, award),
      linksOf(services, award),
    ]);
    const why = whyNoWitness(award, definitions, clock());
    // Of a badge that no witness is asked of, there is no such page, but to say that the last word is erased.
    const isErased = req.query['fait'] === 'efface';
    if (why && signed.length === 0 && !isErased) throw notFound(why);
    return {
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      why: why ?? (award.state === 'accepted' ? undefined : say('witness.accept-first')),
      words: signed.map((one) => ({
        ...presentTestimony(one, kpa, award),
        isShown: one.state === 'shown',
      })),
      sender: { name: visitorOf(req).person.name, kpaName: kpa.name },
      // Closed after a yes, one of theirs waits for another one.
      teamSees: ofTeam.some(({ state }) => state === 'open'),
      ...(await presentLinks(services, award.kpaId, [...own, ...ofTeam])),
    };
  }

  return router;
}
