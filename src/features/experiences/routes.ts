import { type Request, Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import {
  EXPERIENCE_KINDS,
  type Experience,
  type Person,
  type Store,
  StoreError,
  each,
} from '../../storage/store.ts';
import { HttpError, notFound } from '../../web/errors.ts';
import { formView, readForm, severalIn } from '../../web/forms.ts';
import { EXPERIENCE_LABELS } from '../../web/labels.ts';
import { param } from '../../web/params.ts';
import { presentAward } from '../../web/present-award.ts';
import { STAFF, allow, isStaff, visitorOf } from '../../web/sessions.ts';
import { experienceFormFor } from './experience-form.ts';
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
      page.items.map(({ id }) => awards.count({ index: 'byExperience', equals: [id] })),
    );
    res.render('experiences/list', {
      experiences: page.items.map((one, index) => ({ ...describe(one), badges: badges[index] })),
      next: page.next,
    });
  });

  router.get('/experiences/nouvelle', async (req, res) => {
    const values = { date: services.clock().toISOString().slice(0, 10) };
    res.render('experiences/new', { ...(await formChoices(req, undefined)), values });
  });

  router.post('/experiences', async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const everyone = await peopleOf(kpa.id);
    const form = readForm(experienceFormFor(everyone), req.body);
    if (!form.ok) {
      const view = { ...(await formChoices(req, req.body)), ...formView(form) };
      res.status(422).render('experiences/new', view);
      return;
    }
    const participants = everyone.filter(({ id }) => form.values.people.includes(id));
    const recorded = { values: form.values, participants, by: person };
    const { id } = await recordExperience(services, recorded);
    res.redirect(303, `/experiences/${id}`);
  });

  router.get('/experiences/:id', async (req, res) => {
    const { kpa } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    if (!experience) throw notFound('Cette expérience n’existe pas.');
    const names = new Map((await peopleOf(kpa.id)).map(({ id, name }) => [id, name]));
    const page = await store.awards(kpa.id).find({
      index: 'byExperience',
      equals: [experience.id],
      limit: 500,
    });
    res.render('experiences/experience', {
      experience: describe(experience),
      participants: experience.participants.map((one) => ({
        ...one,
        name: names.get(one.personId),
      })),
      awards: page.items.map((award) => ({
        ...presentAward(award, kpa, definitions),
        holder: names.get(award.personId),
      })),
      signed: signedNow(req, page.items.length),
    });
  });

  async function newestOf(kpaId: string, after: string | undefined) {
    const query = { index: 'byDate', order: 'descending', limit: PAGE } as const;
    try {
      return await store
        .experiences(kpaId)
        .find({ ...query, ...(after !== undefined && { after }) });
    } catch (cause) {
      // The only part of the query that comes from the address.
      if (!(cause instanceof StoreError && cause.code === 'INVALID_QUERY')) throw cause;
      const message = 'Cette suite de liste n’existe pas. Repartez du début de la liste.';
      throw new HttpError('BAD_REQUEST', message, { cause });
    }
  }

  async function peopleOf(kpaId: string): Promise<Person[]> {
    const people: Person[] = [];
    for await (const person of each(store.people(kpaId), { index: 'byName' })) people.push(person);
    return people;
  }

  async function formChoices(req: Request, body: unknown) {
    const ticked = severalIn(body, 'people');
    const [kind] = severalIn(body, 'kind');
    const people = await peopleOf(visitorOf(req).kpa.id);
    return {
      kinds: EXPERIENCE_KINDS.map((value) => ({
        value,
        label: EXPERIENCE_LABELS[value],
        checked: value === kind,
      })),
      // Those who did the work come first; who accompanies them may have worked too.
      people: people.toSorted(cooperantsFirst).map(({ id, name }) => ({
        id,
        name,
        checked: ticked.includes(id),
        task: severalIn(body, `task-${id}`)[0],
      })),
    };
  }

  return router;
}

const cooperantsFirst = (a: Person, b: Person) => Number(isStaff(a)) - Number(isStaff(b));

/** How many badges were just signed: an address could say anything. */
function signedNow(req: Request, there: number): number | undefined {
  const signed = Number(req.query['signes']);
  return Number.isInteger(signed) && signed > 0 && signed <= there ? signed : undefined;
}

function describe(experience: Experience) {
  return {
    ...experience,
    kindLabel: EXPERIENCE_LABELS[experience.kind],
    groupSize: experience.participants.length,
  };
}
