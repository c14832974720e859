import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Definitions } from '../../definitions/definitions.ts';
import { type Award, type Store, type Stored, each } from '../../storage/store.ts';
import { notFound } from '../../web/errors.ts';
import { formView, optionalText, readForm } from '../../web/forms.ts';
import { EXPERIENCE_LABELS } from '../../web/labels.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../web/present-award.ts';
import { openLinksOf, readersOf } from '../../web/readers-of-words.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { decideAward, type DecisionServices } from './decide-award.ts';

interface Services extends DecisionServices {
  readonly store: Store;
  readonly definitions: Definitions;
}

const introductionForm = z.object({ introduction: optionalText(300) });

/** What a coopérant·e sees and decides of their own badges. */
export function portfolioRoutes(services: Services): Router {
  const { store, definitions } = services;
  const router = Router();
  router.use('/mes-badges', allow('cooperant'));

  router.get('/mes-badges', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const awards = (await awardsOf(req)).map((award) => presentAward(award, kpa, definitions));
    res.render('portfolio/my-badges', {
      person,
      // The badge just accepted or set aside, to say so.
      done: awards.find(({ id, offered }) => id === req.query['fait'] && !offered),
      offered: awards.filter(({ offered, revocation }) => offered && !revocation),
      accepted: awards.filter(({ accepted }) => accepted),
      declined: awards.filter(({ declined, revocation }) => declined && !revocation),
      none: awards.length === 0,
      experiences: await experiencesOf(req),
    });
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
    const current = await store.people(kpa.id).findById(person.id);
    if (!current) throw notFound();
    const { introduction: before, ...rest } = current;
    const { introduction } = form.values;
    await store
      .people(kpa.id)
      .replace(introduction === undefined ? rest : { ...rest, introduction });
    res.redirect(303, '/mes-badges#presentation');
  });

  async function decide(req: Request, state: 'accepted' | 'declined'): Promise<string> {
    const { kpa, person } = visitorOf(req);
    const award = await store.awards(kpa.id).findById(param(req, 'id'));
    if (award?.personId !== person.id) throw notFound('Ce badge n’existe pas.');
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

  async function experiencesOf(req: Request) {
    const { kpa, person } = visitorOf(req);
    const open = await openLinksOf(store, person, services.clock());
    const mine = [];
    const query = { index: 'byDate', order: 'descending' } as const;
    for await (const experience of each(store.experiences(kpa.id), query)) {
      const own = experience.participants.find(({ personId }) => personId === person.id);
      if (!own) continue;
      const { id, title, date, kind } = experience;
      const readers = readersOf(id, own, open);
      const { words } = own;
      mine.push({ id, title, date, kindLabel: EXPERIENCE_LABELS[kind], words, readers });
    }
    return mine;
  }

  return router;
}
