import { refuseToBegin } from '../../awards/suspension.ts';
import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { findDraft, keepDraft, dropFromDraft } from '../../experiences/award-drafts.ts';
import { type FieldError, formView, severalIn, type Typed, typedIn } from '../../web/forms.ts';
import { answerFailure } from '../../web/errors.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { namesIn } from '../../badges/people-by-name.ts';
import type { Language } from '../../language/language.ts';
import type { AwardDraft, Person, Store } from '../../storage/store.ts';
import { readAwards, sameAward } from './award-badge.ts';
import { type Way, WAYS } from './award-ways.ts';
import type { AwardServices, Draft } from './draft.ts';
import { draftsOf } from './drafts-of-form.ts';
import { findRepeats } from './find-repeats.ts';
import { previewCredential } from './preview-credential.ts';
import { readGiven, readScene, type Scene } from './read-scene.ts';
import { readRecognition, shareOut } from './recognition-form.ts';
import { cardsHere, recognitionView } from './recognition-views.ts';
import { signDrafts } from './sign-drafts.ts';
import {
  languageReread,
  languageTyped,
  otherLanguagesOf,
  usualLanguage,
} from './signing-language.ts';
import { outcomesView, previewView, rereadOf } from './signing-views.ts';

interface Services extends AwardServices {
  readonly store: Store;
  readonly keptForms: Pick<KeptForms, 'letGoUnder'>;
}

export function awardRoutes(services: Services): Router {
  const router = Router();
  router.use('/experiences', allow('award badges'));
  for (const way of WAYS) router.use(routesOf(services, way));
  return router;
}

function routesOf(services: Services, way: Way): Router {
  const router = Router();
  const { store, clock } = services;
  const base = `/experiences/:id/${way.path}`;
  router.use(base, allowOurScripts);

  router.get(base, async (req, res) => {
    refuseToBegin(visitorOf(req).kpa);
    const scene = await readScene(services, req, req.query);
    if (way.isOnRequest && scene.narrowed.length !== 1) {
      res.render('awards/who-asked', scene);
      return;
    }
    const draft = way.isOnRequest ? undefined : await findDraft(store, placeOf(scene));
    const values = { ...(draft && valuesOf(draft, scene)), ...typedIn(req.query) };
    const begun = draft && (await tellDraft(draft, scene));
    const page = await formPage(req, scene, { values, batch: randomUUID() });
    res.render(`awards/${way.page}`, { ...page, begun });
  });

  // Back from where it is reread, to the next cards, in another language, or to be gone on with later.
  router.post(base, async (req, res) => {
    const scene = await readScene(services, req, req.body);
    if (!isTranslated(req)) await keep(req, scene);
    if (severalIn(req.body, 'later').length > 0) {
      res.redirect(303, `${experienceOf(scene)}?brouillon`);
      return;
    }
    const values = typedIn(req.body);
    const page = await formPage(req, scene, { values, batch: batchIn(req.body) });
    res.render(`awards/${way.page}`, page);
  });

  // Where one comes back to from a page that expired, or in another language.
  for (const step of ['relire', 'signer']) {
    router.get(`${base}/${step}`, async (req, res) => {
      const scene = await readScene(services, req, req.query);
      res.redirect(303, addressOf(scene));
    });
  }

  router.post(`${base}/relire`, async (req, res) => {
    const scene = await readScene(services, req, req.body);
    if (!isTranslated(req)) await keep(req, scene);
    const drafts = await write(req, res, scene);
    if (drafts) showPreview(req, res, scene, drafts);
  });

  router.post(`${base}/signer`, async (req, res) => {
    const scene = await readScene(services, req, req.body);
    const drafts = await write(req, res, scene, languageReread(services.languages, req.body));
    if (!drafts) return;
    // In other words than those that were reread: the class changed since, or it is gone in that language.
    const typed = typedIn(req.body);
    if (drafts.some((draft) => typed[`reread-${draft.person.id}`] !== rereadOf(draft))) {
      showPreview(req, res.status(422), scene, drafts, true);
      return;
    }
    // Refused as a whole, before anything is signed.
    const there = await readAwards(services, drafts);
    for (const draft of drafts) sameAward(draft, there.get(draft.awardId));
    const { outcomes, failure } = await signDrafts(services, drafts);
    const signed = outcomes.filter(({ outcome }) => outcome !== 'failed');
    const whose = signed.flatMap(({ draft }) => recordsOf(draft.person));
    const dropping = way.isOnRequest ? undefined : dropFromDraft(store, placeOf(scene), whose);
    if (signed.length === outcomes.length) {
      const { person } = scene.visitor;
      await Promise.all([dropping, services.keptForms.letGoUnder(req, person, addressOf(scene))]);
      res.redirect(303, `${experienceOf(scene)}?signes=${drafts.length}`);
      return;
    }
    await dropping;
    // Somebody else signed all of them in between: the form says so beside each.
    if (outcomes.every(({ isRepeated }) => isRepeated)) {
      await refuse(req, res, scene, await findRepeats(services, drafts));
      return;
    }
    // A failure of ours is one also where people read what became of each.
    const errorId = failure && answerFailure(res, failure);
    if (!failure) res.status(422);
    const view = outcomesView(outcomes, aroundOf(req, scene), errorId);
    res.render('awards/outcomes', {
      ...view,
      ...{ way, narrowed: scene.narrowed, signedIn: languageSigned(req, scene).code },
      at: view.left.length > 0 ? `${addressOf(scene)}/relire` : experienceOf(scene),
    });
  });

  const addressOf = (scene: Scene) => `${experienceOf(scene)}/${way.path}`;

  const aroundOf = (req: Request, { experience, candidates }: Scene) => ({
    ...{ experience, candidates, batch: batchIn(req.body) },
    here: services.definitions.in(languageOf(req).code),
  });

  const languageSigned = (req: Request, { candidates }: Scene): Pick<Language, 'code'> =>
    languageTyped(services.languages, req.body) ?? usualLanguage(services.languages, candidates);

  /** `again`: it was about to be signed in words that are gone. */
  function showPreview(
    req: Request,
    res: Response,
    scene: Scene,
    drafts: readonly Draft[],
    again = false,
  ): void {
    const documents = drafts.map((draft) => previewCredential(services, draft));
    const view = previewView(drafts, aroundOf(req, scene), { now: clock(), documents });
    const codes = drafts.map(({ badge }) => badge.language);
    const others = drafts.flatMap(({ badge }) =>
      otherLanguagesOf(services.definitions, services.languages, badge),
    );
    const { code } = languageSigned(req, scene);
    res.render('awards/preview', {
      ...view,
      ...{ way, again, narrowed: scene.narrowed },
      // What there is of them in it: else they are French, each of which says so.
      signed: codes.includes(code) ? code : codes[0],
      isMixed: new Set(codes).size > 1,
      others: [...new Set(others)].filter((other) => other !== code),
    });
  }

  async function offeredIn(req: Request) {
    const definitions = await services.badgeClasses.of(visitorOf(req).kpa.id);
    const here = definitions.in(languageOf(req).code);
    return { definitions: here, offered: here.badgeClasses.filter(way.offers) };
  }

  async function formPage(
    req: Request,
    scene: Scene,
    given: { readonly values: Typed; readonly batch: string },
    errors: readonly FieldError[] = [],
  ) {
    const { values, batch } = given;
    const { definitions, offered } = await offeredIn(req);
    const { errors: byField } = formView({ errors, typed: values });
    const { code } = languageSigned(req, scene);
    const at = Number(severalIn(req.body, 'at')[0]) || 0;
    const shown = { scene, definitions, offered, values, errors: byField, at };
    const had = cardsHere(shown).map(
      async (person) => [person.id, await readGiven(services, scene.experience, person)] as const,
    );
    const view = recognitionView({
      ...shown,
      given: new Map(await Promise.all(had)),
      // What was shared out stands on each card from then on.
      ticked: errors.length > 0 && !isAboutGroup(errors) ? [] : severalIn(req.body, 'all'),
    });
    return {
      ...view,
      ...{ batch, signed: code, way },
      example: services.languages.find(code)?.text('award.example'),
    };
  }

  /** Undefined where the form was shown again, with what is wrong. */
  async function write(
    req: Request,
    res: Response,
    scene: Scene,
    language = languageSigned(req, scene),
  ): Promise<readonly Draft[] | undefined> {
    const { visitor, candidates, experience } = scene;
    const [{ offered }, everyone] = await Promise.all([
      offeredIn(req),
      namesIn(store, visitor.kpa.id),
    ]);
    // Between two people: never several on one form.
    const people = way.isOnRequest ? candidates.slice(0, 1) : candidates;
    const form = readRecognition({ offered, people, everyone }, req.body);
    if (form.ok) {
      const { definitions } = services;
      const drafts = draftsOf(form.values, { visitor, experience, definitions, language });
      const repeats = await findRepeats(services, drafts);
      if (repeats.length === 0) return drafts;
      await refuse(req, res, scene, repeats);
    } else await refuse(req, res, scene, form.errors);
    return undefined;
  }

  async function refuse(
    req: Request,
    res: Response,
    scene: Scene,
    errors: readonly FieldError[],
  ): Promise<void> {
    const values = isAboutGroup(errors)
      ? typedIn(req.body)
      : ownedIn(shareOut(req.body, scene.candidates));
    const page = await formPage(req, scene, { values, batch: batchIn(req.body) }, errors);
    const { summary, errors: byField } = formView({ errors, typed: values });
    res.status(422).render(`awards/${way.page}`, { ...page, summary, errors: byField });
  }

  /** For a colleague, or for tomorrow. What only the person may ask for is nobody else’s to read. */
  async function keep(req: Request, scene: Scene): Promise<void> {
    if (way.isOnRequest) return;
    const written = shareOut(req.body, scene.candidates);
    const { offered } = await offeredIn(req);
    const choiceIn = (chosen = '') =>
      offered.some(({ slug }) => chosen.split(':')[0] === slug)
        ? chosen.slice(0, LONGEST_CHOICE)
        : '';
    const choices = scene.candidates.map(({ id }) => ({
      personId: id,
      badge: choiceIn(written[`badge-${id}`]),
      sentence: readable(written[`sentence-${id}`]),
    }));
    await keepDraft(services, placeOf(scene), {
      by: scene.visitor.person.id,
      about: scene.candidates.flatMap(recordsOf),
      choices,
    });
  }

  async function tellDraft({ startedBy, changedAt }: AwardDraft, { visitor }: Scene) {
    const by = await store.people(visitor.kpa.id).findById(startedBy);
    const isMine = isOf(visitor.person, startedBy);
    return by && { name: by.name, at: changedAt, isMine };
  }

  return router;
}

const GROUP: readonly string[] = ['all', 'badge-all', 'sentence-all'];

const isAboutGroup = (errors: readonly FieldError[]) =>
  errors.some(({ field }) => GROUP.includes(field));

/** What each person’s own card says. */
const ownedIn = (values: Typed): Typed =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !GROUP.includes(field)));

/** The page in another language: nothing is done. */
const isTranslated = (req: Request) => severalIn(req.body, '_again').length > 0;

/** Nothing that a store refuses. */
const readable = (text = '') => text.replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '').trim();

/** As its collection has it. */
const LONGEST_CHOICE = 120;

const experienceOf = ({ experience }: Scene) => `/experiences/${experience.id}`;

/** The one that stays, and those that were merged into it. */
const recordsOf = ({ id, mergedFrom = [] }: Person) => [id, ...mergedFrom];

const placeOf = ({ experience: { id, kpaId } }: Scene) => ({ kpaId, experienceId: id });

/** A draft as the fields of the form, of those who can still be recognised. */
const valuesOf = ({ choices }: AwardDraft, { candidates }: Scene): Typed =>
  Object.fromEntries(
    candidates.flatMap((person) => {
      const said = choices.findLast(({ personId }) => isOf(person, personId));
      if (!said) return [];
      return [
        [`badge-${person.id}`, said.badge],
        [`sentence-${person.id}`, said.sentence],
      ];
    }),
  );

const batchForm = z.object({ batch: z.uuid() });

/** The batch of the form; a form without one begins a new batch. */
function batchIn(body: unknown): string {
  const parsed = batchForm.safeParse(body);
  return parsed.success ? parsed.data.batch : randomUUID();
}
