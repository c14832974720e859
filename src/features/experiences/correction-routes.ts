/** Somebody of the team corrects what was recorded, with its badges or without. */
import { type Request, type Response, Router } from 'express';
import {
  badgesTellingOtherwise,
  followExperience,
  type FollowServices,
} from '../../awards/corrections/follow-experience.ts';
import { byName, namesIn } from '../../badges/people-by-name.ts';
import { presentAward } from '../../badges/present-award.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { dayIn } from '../../language/dates.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Award, Experience, Filling, Person, Stored } from '../../storage/store.ts';
import { type FieldError, formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { tickedIn } from '../../web/lists/choices.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { formChoices, isLooking, withoutMerged } from './choose-people.ts';
import { asWritten, type Correction, correctExperience, corrected } from './correct-experience.ts';
import {
  badgeLines,
  carriedIn,
  formOfExperience,
  linesBetween,
  sayKept,
} from './correction-views.ts';
import { experienceFormFor } from './experience-form.ts';
import { describeExperience } from './experience-views.ts';
import { whatHolds } from './remove-experience.ts';

interface Services extends FollowServices {
  readonly names: Filling;
  readonly definitions: Definitions;
  readonly register: Register;
}

const NO_SUCH_WAY = { field: 'badges', message: say('form.no-such-choice') };

const base = '/experiences/:id';

/** What is read for one form: the experience as it stands, and who is or was among it. */
interface Scene {
  readonly experience: Stored<Experience>;
  readonly people: readonly Person[];
  readonly names: ReadonlyMap<string, string>;
}

export function experienceCorrectionRoutes(services: Services): Router {
  const { store, definitions, register } = services;
  const router = Router();
  router.use(`${base}/corriger`, allow('correct experiences'), allowOurScripts);

  router.get(`${base}/corriger`, async (req, res) => {
    const { experience } = await readScene(req);
    res.render('experiences/correct', await formPage(experience, req.body));
  });

  router.post(`${base}/corriger`, async (req, res) => {
    const scene = await readScene(req);
    const correction = await readCorrection(req, res, scene);
    if (!correction) return;
    const chosen = severalIn(req.body, 'badges')[0];
    const isAnswer = chosen === 'keep' || chosen === 'sign';
    // Something else than what was offered is asked again.
    const status = chosen === undefined ? 200 : 422;
    if (!isAnswer && (await askAboutBadges(req, res.status(status), scene, correction))) return;
    await correct(req, res, { scene, correction, again: chosen === 'sign' });
  });

  // Shown again in another language: nothing is done.
  router.post(`${base}/corriger/relire`, async (req, res) => {
    const scene = await readScene(req);
    const correction = await readCorrection(req, res, scene);
    if (!correction || (await askAboutBadges(req, res, scene, correction))) return;
    res.render('experiences/correct', await formPage(scene.experience, req.body));
  });

  router.get(`${base}/corriger/relire`, async (req, res) => {
    const { experience } = await readScene(req);
    res.redirect(303, `/experiences/${experience.id}/corriger`);
  });

  async function readScene(req: Request): Promise<Scene> {
    const { kpa } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    if (!experience) throw notFound(say('error.no-such-experience'));
    const ids = experience.participants.map(({ personId }) => personId);
    const ticked = tickedIn(req.body, 'people');
    const found = await store.people(kpa.id).readable.findByIds([...ids, ...ticked]);
    const people = withoutMerged(found);
    return { experience, people, names: new Map(found.map(({ id, name }) => [id, name])) };
  }

  const participantsOf = ({ kpaId, participants }: Experience) =>
    store.people(kpaId).readable.findByIds(participants.map(({ personId }) => personId));

  /** `given`: what was typed so far; the first time, what is recorded. */
  async function formPage(experience: Experience, given: unknown) {
    const shown = given ?? { ...formOfExperience(experience), seen: asWritten(experience) };
    const [choices, holds] = await Promise.all([
      formChoices(services, {
        kpaId: experience.kpaId,
        given: shown,
        first: () => participantsOf(experience),
        today: dayIn(services.clock()),
      }),
      whatHolds(store, experience),
    ]);
    const [seen = asWritten(experience)] = severalIn(shown, 'seen');
    return {
      experience: describeExperience(experience),
      seen,
      ...choices,
      values: typedIn(shown),
      removable: holds === undefined,
    };
  }

  /** Undefined where the form was shown again: it was being filled in, or something in it is wrong. */
  async function readCorrection(
    req: Request,
    res: Response,
    { experience, people }: Scene,
  ): Promise<Correction | undefined> {
    if (isLooking(req.body)) {
      res.render('experiences/correct', await formPage(experience, req.body));
      return undefined;
    }
    const known = new Set(people.map(({ id }) => id));
    const names = await namesIn(store, visitorOf(req).kpa.id);
    const form = readForm(experienceFormFor(known, names, services.clock()), req.body);
    if (!form.ok) {
      await refuse(req, res.status(422), experience, form.errors);
      return undefined;
    }
    const ticked = new Set(form.values.people);
    const participants = people.filter(({ id }) => ticked.has(id)).toSorted(byName);
    const seen = severalIn(req.body, 'seen')[0] ?? '';
    return { seen, values: form.values, participants, known };
  }

  /** Whether there is something to ask: badges that would say something else. */
  async function askAboutBadges(
    req: Request,
    res: Response,
    { experience, names }: Scene,
    correction: Correction,
  ): Promise<boolean> {
    const next = corrected(experience, correction);
    const awards = await badgesTellingOtherwise(services, next);
    // What is refused is said before anything is asked.
    if (awards.length === 0 || isOld(experience, next, correction)) return false;
    const here = definitions.in(languageOf(req).code);
    const present = (award: Award) => ({
      ...presentAward(award, visitorOf(req).kpa, here),
      holder: names.get(award.personId),
    });
    const people = correction.participants.map(({ id }) => id);
    res.render('experiences/correct-badges', {
      experience: describeExperience(experience),
      badges: awards.map(present),
      changes: badgeLines(awards, next, names),
      carried: carriedIn(req.body, people),
      ways: waysFor(awards.length),
      ...(res.statusCode === 422 && formView({ errors: [NO_SUCH_WAY], typed: {} })),
    });
    return true;
  }

  /** Somebody else was faster, or somebody is taken out: `correctExperience` says what. */
  const isOld = (now: Experience, next: Experience, { seen }: Correction) =>
    asWritten(now) !== seen && asWritten(now) !== asWritten(next);

  async function correct(
    req: Request,
    res: Response,
    { scene, correction, again }: { scene: Scene; correction: Correction; again: boolean },
  ): Promise<void> {
    const { kpa, person } = visitorOf(req);
    const { experience, names } = scene;
    const { id } = experience;
    const result = await correctExperience(store, experience, correction);
    if (result.outcome === 'gone') throw notFound(say('error.no-such-experience'));
    if (result.outcome === 'changed') {
      await showNow(req, res, scene, { now: result.experience, correction });
      return;
    }
    if (result.outcome === 'kept') {
      const message = sayKept(result.kept, names);
      await refuse(req, res.status(422), result.experience, [{ field: 'people', message }]);
      return;
    }
    const act = repeatableId(
      `experience-corrected/${id}/${correction.seen}/${asWritten(result.experience)}`,
    );
    const noted = { kpaId: kpa.id, by: person.id, about: id, id: act };
    await register.note({ ...noted, act: 'experience-corrected' });
    const { name: by } = person;
    const reason = 'the experience was corrected';
    const done = { at: services.clock(), by, reason };
    if (again) await followExperience(services, kpa, result.experience, done);
    res.redirect(303, `/experiences/${id}?corrigee=${again ? 'badges' : ''}`);
  }

  /** 409: the same form with what is there now, to be sent again knowingly. */
  async function showNow(
    req: Request,
    res: Response,
    { experience, names }: Scene,
    { now, correction }: { now: Experience; correction: Correction },
  ): Promise<void> {
    const ids = now.participants.map(({ personId }) => personId);
    const others = await store.people(now.kpaId).readable.findByIds(ids);
    const all = new Map([...names, ...others.map(({ id, name }) => [id, name] as const)]);
    const lines = linesBetween(corrected(experience, correction), now, all);
    const errors = [{ field: 'title', message: say('experience.changed-meanwhile') }];
    const page = await formPage(now, req.body);
    const view = formView({ errors, typed: typedIn(req.body) });
    res
      .status(409)
      .render('experiences/correct', { ...page, ...view, now: lines, seen: asWritten(now) });
  }

  async function refuse(
    req: Request,
    res: Response,
    experience: Experience,
    errors: readonly FieldError[],
  ): Promise<void> {
    const view = formView({ errors, typed: typedIn(req.body) });
    const page = await formPage(experience, req.body);
    res.render('experiences/correct', { ...page, ...view });
  }

  return router;
}

const waysFor = (count: number) => [
  {
    value: 'keep',
    label: say('experience.badges-keep', { count }),
    detail: say('experience.badges-keep-detail'),
    checked: true,
  },
  {
    value: 'sign',
    label: say('experience.badges-sign', { count }),
    detail: say('experience.badges-sign-detail'),
  },
];
