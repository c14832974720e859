import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Stored } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { tellEvidence } from '../../badges/evidence.ts';
import { formView, optionalText, readForm } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { filesOf } from '../../awards/files-of-award.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import { openLinksOf } from '../../badges/readers-of-words.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { doneWith, isDone } from '../../web/words-done.ts';
import { decideAward } from './decide-award.ts';
import { hasEnded, myBadgesView } from './my-badges-view.ts';
import { myExperiences } from './my-experiences.ts';
import { saySeenBy } from './say-seen-by.ts';

interface Services extends SigningServices {
  readonly definitions: Definitions;
}

const introductionForm = z.object({ introduction: optionalText(300) });

/** What a coopérant·e sees and decides of their own badges. */
export function portfolioRoutes(services: Services): Router {
  const { store, definitions, clock } = services;
  const router = Router();
  router.use('/mes-badges', allow('cooperant'));

  router.get('/mes-badges', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const awards = (await awardsOf(req)).map((award) => ({
      ...presentAward(award, kpa, definitions.in(languageOf(req).code)),
      evidence: evidenceOf(award),
    }));
    const openLinks = await openLinksOf(store, person, clock());
    const view = myBadgesView({ awards, openLinks, now: clock(), answered: req.query['fait'] });
    const told = await myExperiences(store, person, openLinks, (id, words) =>
      isDone(req, id, words),
    );
    const introduced = isDone(req, 'presentation', person.introduction);
    res.render('portfolio/my-badges', { ...view, ...told, introduced, person });
  });

  router.post('/mes-badges/:id/accepter', async (req, res) => {
    res.redirect(303, `/mes-badges?fait=${await decide(req, 'accepted')}`);
  });

  router.post('/mes-badges/:id/refuser', async (req, res) => {
    res.redirect(303, `/mes-badges?fait=${await decide(req, 'declined')}`);
  });

  router.get('/mes-badges/presentation', (req, res) => {
    const { introduction = '' } = visitorOf(req).person;
    res.render('portfolio/introduction', { values: { introduction } });
  });

  router.post('/mes-badges/presentation', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const form = readForm(introductionForm, req.body);
    if (!form.ok) {
      res.status(422).render('portfolio/introduction', formView(form));
      return;
    }
    const { introduction } = form.values;
    // What else changes of the person meanwhile stays, as the language that they choose.
    const changed = await store.people(kpa.id).update(person.id, (now) => {
      const { introduction: _, ...rest } = now;
      return introduction === undefined ? rest : { ...rest, introduction };
    });
    if (!changed) throw notFound();
    const done = doneWith('presentation', introduction, person.introduction);
    res.redirect(303, `/mes-badges${done}#presentation`);
  });

  router.get('/mes-badges/:id', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const award = await ownAward(req);
    const shown = presentAward(award, kpa, definitions.in(languageOf(req).code));
    const openLinks = await openLinksOf(store, person, clock());
    const showing = openLinks.filter(
      ({ awardIds }) => award.state === 'accepted' && awardIds.includes(award.id),
    );
    res.render('portfolio/my-badge', {
      award: { ...shown, evidence: evidenceOf(award) },
      ended: hasEnded(shown, clock()),
      seenBy: saySeenBy(showing),
      files: filesOf(award),
    });
  });

  /** What an employer reads beside the sentence: she sees it before she accepts. */
  function evidenceOf({ evidence }: Award) {
    return evidence === undefined ? undefined : tellEvidence(evidence);
  }

  async function ownAward(req: Request): Promise<Stored<Award>> {
    const { kpa, person } = visitorOf(req);
    const award = await store.awards(kpa.id).findById(param(req, 'id'));
    if (award?.personId !== person.id) throw notFound(say('award.not-there'));
    return award;
  }

  async function decide(req: Request, state: 'accepted' | 'declined'): Promise<string> {
    const award = await ownAward(req);
    await decideAward(services, award, state);
    return award.id;
  }

  async function awardsOf(req: Request): Promise<readonly Stored<Award>[]> {
    const { kpa, person } = visitorOf(req);
    const page = await store.awards(kpa.id).find({
      index: 'byPerson',
      equals: [person.id],
      order: 'descending',
      limit: 500,
    });
    return page.items;
  }

  return router;
}
