import { type Request, Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import { type Award, ifRefused, type Person, type Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { formView, readForm } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../badges/present-award.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { STAFF } from '../../badges/roles.ts';
import { experienceFormFor } from './experience-form.ts';
import { describeExperience, experienceView, formChoices } from './experience-views.ts';
import { recordExperience } from './record-experience.ts';

interface Services {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly clock: () => Date;
}

const PAGE = 30;

export function experienceRoutes(services: Services): Router {
  const { store, definitions } = services;
  const router = Router();
  router.use('/experiences', allow(...STAFF));

  router.get('/experiences', async (req, res) => {
    const after = typeof req.query['suite'] === 'string' ? req.query['suite'] : undefined;
    const page = await newestOf(visitorOf(req).kpa.id, after);
    const awards = store.awards(visitorOf(req).kpa.id);
    const badges = await Promise.all(
      page.items.map(({ id }) =>
        awards.count({ index: 'byExperienceStanding', equals: [id, 'valid'] }),
      ),
    );
    res.render('experiences/list', {
      experiences: page.items.map((one, index) => ({
        ...describeExperience(one),
        badges: badges[index],
      })),
      next: page.next,
    });
  });

  router.get('/experiences/nouvelle', async (req, res) => {
    const values = { date: services.clock().toISOString().slice(0, 10) };
    const everyone = await peopleOf(visitorOf(req).kpa.id);
    res.render('experiences/new', { ...formChoices(everyone, undefined), values });
  });

  router.post('/experiences', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const everyone = await peopleOf(kpa.id);
    const form = readForm(experienceFormFor(everyone), req.body);
    if (!form.ok) {
      const view = { ...formChoices(everyone, req.body), ...formView(form) };
      res.status(422).render('experiences/new', view);
      return;
    }
    const participants = everyone.filter(({ id }) => form.values.people.includes(id));
    const recorded = { values: form.values, participants, by: person };
    const { id } = await recordExperience(services, recorded);
    res.redirect(303, `/experiences/${id}?ajoutee`);
  });

  router.get('/experiences/:id', async (req, res) => {
    const { kpa } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    if (!experience) throw notFound(say('error.no-such-experience'));
    const page = await store.awards(kpa.id).find({
      index: 'byExperience',
      equals: [experience.id],
      limit: 500,
    });
    const present = (award: Award) =>
      presentAward(award, kpa, definitions.in(languageOf(req).code));
    const view = experienceView(experience, page.items, present, await peopleOf(kpa.id));
    const signed = signedNow(req, page.items.length);
    const added = req.query['ajoutee'] !== undefined && page.items.length === 0;
    res.render('experiences/experience', { ...view, signed, added });
  });

  function newestOf(kpaId: string, after: string | undefined) {
    const query = { index: 'byDate', order: 'descending', limit: PAGE } as const;
    const page = store.experiences(kpaId).find({ ...query, ...(after !== undefined && { after }) });
    // `after` is the only part of the query that comes from the address.
    return ifRefused(page, 'INVALID_QUERY', (cause) => {
      throw new HttpError('BAD_REQUEST', say('error.no-such-page-of-list'), { cause });
    });
  }

  function peopleOf(kpaId: string): Promise<Person[]> {
    return store.people(kpaId).all({ index: 'byName' }).toArray();
  }

  return router;
}

/** How many badges were just signed: an address could say anything. */
function signedNow(req: Request, there: number): number | undefined {
  const signed = Number(req.query['signes']);
  return Number.isInteger(signed) && signed > 0 && signed <= there ? signed : undefined;
}
