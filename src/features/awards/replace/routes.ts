/** Somebody of the team takes a badge back and gives it again, corrected, in one act. */
import { type Request, type Response, Router } from 'express';
import { endOpen } from '../../../notices/end-notices.ts';
import { tell } from '../../../notices/tell.ts';
import { findKnownAward } from '../../../badges/records/find-award.ts';
import { experiencesOf } from '../../../experiences/participations.ts';
import type { Participations } from '../../../experiences/fill.ts';
import { namesIn } from '../../../badges/people-by-name.ts';
import { languageOfAward, presentAward } from '../../../badges/present-award.ts';
import { imagePath } from '../../../badges/addresses.ts';
import { shortLevel } from '../../../badges/labels.ts';
import { repeatableId } from '../../../badges/repeatable-id.ts';
import { conjunction } from '../../../language/lists.ts';
import { say, typed } from '../../../language/message.ts';
import { HttpError, notFound } from '../../../problems/http-error.ts';
import type { Register } from '../../../register/register.ts';
import type { Award, Experience, Person, Stored } from '../../../storage/store.ts';
import { type FieldError, formView, severalIn, typedIn, valuesIn } from '../../../web/forms.ts';
import { isTurned, readChoices } from '../../../web/lists/choices.ts';
import { readPart } from '../../../web/lists/parts.ts';
import { languageOf } from '../../../web/page-language.ts';
import { param } from '../../../web/params.ts';
import { allow, visitorOf } from '../../../web/sessions.ts';
import { inTwos } from '../recognition/recognition-views.ts';
import { signatureOf } from '../draft.ts';
import { doubtOf, isKept } from '../private-life.ts';
import { readReplacement, type Replacing } from './replace-form.ts';
import { type CorrectedBadge, replaceAward, type ReplaceServices } from './replace-award.ts';

interface Services extends ReplaceServices {
  readonly participations: Participations;
  readonly register: Register;
}

/** The tick beside a sentence that may be about somebody’s life. */
const KEEP = 'keep';

interface Scene {
  readonly old: Stored<Award>;
  readonly person: Person;
  /** The newest version of its class, in the language in which it is signed. */
  readonly badge: NonNullable<ReturnType<ReplaceServices['definitions']['findBadgeClass']>>;
}

export function replaceRoutes(services: Services): Router {
  const { store, definitions, register } = services;
  const router = Router();
  const path = '/reconnaissances/:id/corriger';
  router.use(path, allow('replace badges'));

  router.get(path, async (req, res) => {
    const scene = await readScene(req);
    res.render('awards/replace', await formPage(req, scene, req.body));
  });

  router.get(`${path}/relire`, async (req, res) => {
    const { old } = await readScene(req);
    res.redirect(303, `/reconnaissances/${old.id}/corriger`);
  });

  router.post(`${path}/relire`, async (req, res) => {
    const scene = await readScene(req);
    if (isTurned(req.body)) {
      res.render('awards/replace', await formPage(req, scene, req.body));
      return;
    }
    const written = await write(req, res, scene);
    if (written) res.render('awards/replace-question', await questionPage(req, scene, written));
  });

  router.post(path, async (req, res) => {
    const { kpa, person: by } = visitorOf(req);
    const scene = await readScene(req, true);
    const written = await write(req, res, scene);
    if (!written) return;
    if (!scene.badge.sensitive && !isKept(written.sentence, KEEP, req.body)) {
      const page = await questionPage(req, scene, written, true);
      res.status(422).render('awards/replace-question', page);
      return;
    }
    const { old, person, badge } = scene;
    const corrected = { kpa, person, badge, ...written, awardedBy: signatureOf(by) };
    const made = await replaced(old, corrected);
    if (made instanceof HttpError) {
      await refuse(req, res.status(409), scene, [{ field: fieldOf(badge), message: made.said }]);
      return;
    }
    const id = repeatableId(`badge-replaced/${old.id}`);
    await register.note({ kpaId: kpa.id, by: by.id, act: 'badge-replaced', about: old.id, id });
    await endOpen(services, old);
    const personal = badge.sensitive;
    await tell(services, person, { act: 'badge-given', award: made, by, personal });
    res.redirect(303, `/k/${kpa.slug}/credentials/${made.id}`);
  });

  /** What stands against it is said on the form, which keeps what was typed. */
  async function replaced(...asked: readonly [Stored<Award>, CorrectedBadge]) {
    try {
      return await replaceAward(services, ...asked);
    } catch (error) {
      if (error instanceof HttpError && error.code === 'CONFLICT') return error;
      throw error;
    }
  }

  /** `again`: also of one that is replaced already, by the same form. */
  async function readScene(req: Request, again = false): Promise<Scene> {
    const { kpa, person: by } = visitorOf(req);
    const old = await findKnownAward(services, by, param(req, 'id'));
    const person = old && (await store.people(kpa.id).findById(old.personId));
    if (!old || !person) throw notFound(say('award.not-there'));
    if (person.id === by.id) throw new HttpError('FORBIDDEN', say('award.own'));
    if (old.standing === 'revoked' && !(again && old.replacedBy !== undefined)) {
      throw new HttpError('CONFLICT', say('award.gone-before'));
    }
    await services.badgeClasses.readAgain(old.badgeClass);
    const badge = definitions.in(languageOfAward(old)).findBadgeClass(old.badgeClass);
    if (!badge) throw new HttpError('CONFLICT', say('award.no-such-choice'));
    return { old, person, badge };
  }

  /** Undefined where the form was shown again, with what is wrong. */
  async function write(req: Request, res: Response, scene: Scene): Promise<Replacing | undefined> {
    const { kpa } = visitorOf(req);
    const { old, badge, person } = scene;
    const [id = ''] = severalIn(req.body, 'experience');
    const [names, found] = await Promise.all([
      namesIn(store, kpa.id),
      store.experiences(kpa.id).readable.findByIds([id]),
    ]);
    const experience = found.find(({ participants }) =>
      participants.some(({ personId }) => personId === person.id),
    );
    const now = services.clock();
    const form = readReplacement({ badge, person, names, experience, now }, req.body);
    if (form.ok && form.values && isOther(old, form.values)) return form.values;
    const errors = form.ok
      ? [{ field: fieldOf(badge), message: say('award.nothing-new') }]
      : form.errors;
    await refuse(req, res.status(422), scene, errors);
    return undefined;
  }

  async function refuse(req: Request, res: Response, scene: Scene, errors: readonly FieldError[]) {
    const page = await formPage(req, scene, req.body);
    const view = formView({ errors, typed: typedIn(req.body) });
    res.render('awards/replace', { ...page, ...view });
  }

  async function formPage(req: Request, { old, person, badge }: Scene, given: unknown) {
    const { kpa } = visitorOf(req);
    const shown = given ?? {
      sentence: old.sentence,
      level: String(old.level ?? ''),
      experience: old.experienceId,
    };
    const here = definitions.in(languageOf(req).code);
    const explained = here.findBadgeClass(badge.slug, badge.version);
    const mine = await services.participations.ofKpa(kpa.id);
    const query = { index: 'byPerson', equals: [person.id], order: 'descending' } as const;
    const choices = await readChoices<Experience>({
      list: 'experience',
      given: shown,
      async read(place) {
        const { items, ...around } = await readPart(mine, query, place);
        const all = await experiencesOf(store, kpa.id, items);
        return { items: all.map(({ experience }) => experience), ...around };
      },
      ticked: (ids) => store.experiences(kpa.id).readable.findByIds(ids),
    });
    return {
      award: presentAward(old, kpa, here),
      person,
      values: typedIn(shown),
      levels: inTwos(
        (explained?.levels ?? []).map((level) => ({
          ...{ code: level.code, name: level.name, short: shortLevel(level) },
          checked: severalIn(shown, 'level')[0] === String(level.code),
        })),
      ),
      experiences: choices.shown.map(({ id, title, date }) => ({
        value: id,
        label: typed(title),
        detail: say('experience.on', { on: date }),
        checked: choices.isTicked(id),
      })),
      turns: choices.turns,
      asking: [{ value: 'yes', label: say('award.asked-for', { name: typed(person.name) }) }],
    };
  }

  async function questionPage(req: Request, scene: Scene, written: Replacing, demanded = false) {
    const { kpa, person: by } = visitorOf(req);
    const { old, person, badge } = scene;
    const award = presentAward(old, kpa, definitions.in(languageOf(req).code));
    const before =
      old.experienceId === undefined
        ? undefined
        : await store.experiences(kpa.id).findById(old.experienceId);
    const names = [
      ...award.alsoConfirmed.map(({ name }) => typed(name)),
      ...(award.byGroup ? [award.byGroup.who] : []),
    ];
    const typedNow = valuesIn(req.body);
    const doubt = badge.sensitive
      ? undefined
      : doubtOf(written.sentence, { field: KEEP, body: req.body, demanded });
    return {
      doubt,
      ...(doubt?.error && { summary: [{ href: `#${KEEP}`, text: doubt.error }] }),
      award,
      person,
      sides: [
        {
          heading: say('award.before'),
          image: award.image,
          level: award.level,
          sentence: old.sentence,
          experience: before,
          signer: award.confirmed.name,
        },
        {
          heading: say('award.after'),
          image: imagePath(badge.slug, badge.version, written.level),
          level: badge.levels.find(({ code }) => code === written.level),
          sentence: written.sentence,
          experience: written.experience,
          signer: by.name,
        },
      ],
      ...(names.length > 0 && { fallen: conjunction(names) }),
      needsSecond: badge.confirmedBy?.people === 2,
      carried: ['sentence', 'level', 'experience', 'asked'].flatMap((name) =>
        typedNow(name).map((value) => ({ name, value })),
      ),
    };
  }

  return router;
}

/** Where it is said what is wrong with all of it. */
const fieldOf = ({ sensitive }: Scene['badge']) => (sensitive ? 'experience' : 'sentence');

const isOther = (old: Award, { sentence, level, experience }: Replacing) =>
  old.sentence !== sentence || old.level !== level || old.experienceId !== experience.id;
