import { refuseToBegin } from '../../awards/suspension.ts';
import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { dropFromDraft, findDraft } from '../../experiences/award-drafts.ts';
import { type FieldError, formView, severalIn, type Typed, typedIn } from '../../web/forms.ts';
import { answerFailure } from '../../web/errors.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import { param } from '../../web/params.ts';
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
import { readRecognition, sharedWithNobody, shareOut } from './recognition-form.ts';
import { cardsHere, hasLongLevels, recognitionView } from './recognition-views.ts';
import { signDrafts } from './sign-drafts.ts';
import {
  languageReread,
  languageTyped,
  otherLanguagesOf,
  usualLanguage,
} from './signing-language.ts';
import { draftedIn, isChoiceOf, keepShared, placeOf, saidOf, withSeen } from './shared-draft.ts';
import { factsOf, outcomesView, previewView, rereadOf } from './signing-views.ts';

interface SceneOfWay extends Scene {
  /** Of whom one is to be chosen first. */
  readonly whoMayAsk?: readonly Person[];
}

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
    const place = { kpaId: visitorOf(req).kpa.id, experienceId: param(req, 'id') };
    const [scene, draft] = await Promise.all([
      sceneOf(req, req.query),
      way.isOnRequest ? undefined : findDraft(store, place),
    ]);
    const drafted = draft ? draftedIn(draft, scene) : {};
    // An address says who, and which badge at most: words and ticks are those of whoever signs.
    const values = { ...withSeen(drafted, drafted, scene), ...badgesAsked(req.query, way) };
    const page = await formPage(req, scene, { values, batch: randomUUID() });
    show(res, scene, {
      ...page,
      begun: Object.keys(drafted).length > 0 && draft && (await tellDraft(draft, scene)),
    });
  });

  // Back from where it is reread, to the next cards, in another language, or to be gone on with later.
  router.post(base, async (req, res) => {
    const scene = await sceneOf(req, req.body);
    const isKept = await keep(req, res, scene);
    const shared = shareOut(scene.fields, scene.candidates);
    const [later] = severalIn(req.body, 'later');
    if (isKept && later !== undefined) {
      // What several are to share is in no draft as long as it is nobody’s.
      const errors = sharedWithNobody(scene.fields, shared);
      if (errors.length > 0) {
        await refuse(req, res, scene, errors);
        return;
      }
      await services.keptForms.letGoUnder(req, scene.visitor.person, addressOf(scene));
      res.redirect(303, `${experienceOf(scene)}${later === 'ask' ? '/demande' : '?brouillon'}`);
      return;
    }
    const typed = typedIn(scene.fields);
    const values = isKept ? withSeen(typed, shared, scene) : typed;
    // After a form that was signed in part, another one begins.
    const batch = severalIn(req.body, 'fresh').length > 0 ? randomUUID() : batchIn(req.body);
    show(res, scene, await formPage(req, scene, { values, batch }));
  });

  // Where one comes back to from a page that expired, or in another language.
  for (const step of ['relire', 'signer']) {
    router.get(`${base}/${step}`, async (req, res) => {
      res.redirect(303, addressOf(await sceneOf(req, req.query)));
    });
  }

  router.post(`${base}/relire`, async (req, res) => {
    const scene = await sceneOf(req, req.body);
    await keep(req, res, scene);
    const drafts = await write(req, res, scene);
    if (drafts) showPreview(req, res, scene, drafts);
  });

  router.post(`${base}/signer`, async (req, res) => {
    const scene = await sceneOf(req, req.body);
    const drafts = await write(req, res, scene, languageReread(services.languages, req.body));
    if (!drafts) return;
    // In other words than those that were reread: the class or the experience changed since, or it is gone
    // in that language.
    const typed = typedIn(scene.fields);
    const isOther = typed['facts'] !== factsOf(scene.experience);
    if (isOther || drafts.some((draft) => typed[`reread-${draft.person.id}`] !== rereadOf(draft))) {
      showPreview(req, res.status(422), scene, drafts, true);
      return;
    }
    // Refused as a whole, before anything is signed.
    const there = await readAwards(services, drafts);
    for (const draft of drafts) sameAward(draft, there.get(draft.awardId));
    const { outcomes, failure } = await signDrafts(services, drafts);
    const signed = outcomes.filter(({ outcome }) => outcome !== 'failed');
    const dropping = way.isOnRequest
      ? undefined
      : dropFromDraft(store, placeOf(scene), (choice) =>
          signed.some(({ draft }) => isChoiceOf(draft, choice)),
        );
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
      ...{ way, narrowed: scene.narrowed },
      chosen: languageTyped(services.languages, req.body)?.code,
      at: view.left.length > 0 ? `${addressOf(scene)}/relire` : experienceOf(scene),
    });
  });

  const addressOf = (scene: Scene) => `${experienceOf(scene)}/${way.path}`;

  const aroundOf = (req: Request, scene: Scene) => ({
    ...{ experience: scene.experience, candidates: scene.candidates, batch: batchIn(req.body) },
    values: shownAsKept(scene),
    here: services.definitions.in(languageOf(req).code),
  });

  /** The one that was chosen, or else the one of those who get a badge; of everybody, while nobody does. */
  const languageSigned = (values: Typed, { candidates }: Scene): Pick<Language, 'code'> => {
    const chosen = candidates.filter(({ id }) => saidOf(values, id).badge !== '');
    const people = chosen.length > 0 ? chosen : candidates;
    return languageTyped(services.languages, values) ?? usualLanguage(services.languages, people);
  };

  /** On request between two people: never several on one page. */
  async function sceneOf(req: Request, input: unknown): Promise<SceneOfWay> {
    const scene = await readScene(services, req, input);
    const { candidates, narrowed } = scene;
    const asksWho = way.isOnRequest && narrowed.length !== 1;
    return asksWho ? { ...scene, candidates: [], whoMayAsk: candidates } : scene;
  }

  function show(res: Response, { experience, whoMayAsk }: SceneOfWay, page: object): void {
    if (whoMayAsk) res.render('awards/who-asked', { experience, candidates: whoMayAsk });
    else res.render(`awards/${way.page}`, page);
  }

  /** Not where nothing is done, nor what only the person may ask for: a colleague would read it. */
  async function keep(req: Request, res: Response, scene: Scene): Promise<boolean> {
    if (isShownAgain(req, res)) return false;
    if (way.isOnRequest) return true;
    const { offered } = await offeredIn(req);
    const language = languageTyped(services.languages, req.body)?.code;
    await keepShared(services, scene, { offered, language });
    return true;
  }

  async function tellDraft({ startedBy, changedAt }: AwardDraft, { visitor }: Scene) {
    const by = await store.people(visitor.kpa.id).findById(startedBy);
    return { name: by?.name, at: changedAt, isMine: isOf(visitor.person, startedBy) };
  }

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
    const values = shareOut(scene.fields, scene.candidates);
    const { code } = languageSigned(values, scene);
    res.render('awards/preview', {
      ...view,
      ...{ way, again, narrowed: scene.narrowed },
      signed: languageTyped(services.languages, values)?.code,
      // What there is of them in it: else they are French.
      written: codes.includes(code) ? code : codes[0],
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
    const { code } = languageSigned(values, scene);
    const at = Number(severalIn(req.body, 'at')[0]) || 0;
    const shown = { scene, definitions, offered, values, errors: byField, at };
    const had = cardsHere(shown).map(
      async (person) => [person.id, await readGiven(services, scene.experience, person)] as const,
    );
    const view = recognitionView({
      ...shown,
      given: new Map(await Promise.all(had)),
      // What was shared out stands on each card from then on.
      ticked: errors.length > 0 && !isAboutGroup(errors) ? [] : severalIn(scene.fields, 'all'),
    });
    return {
      ...view,
      ...{ batch, way, written: code, hasLongLevels: hasLongLevels(definitions, languageOf(req)) },
      // Only what somebody chose goes along: until then it follows who gets a badge.
      signed: languageTyped(services.languages, values)?.code,
      example: services.languages.find(code)?.text('award.example'),
    };
  }

  /** Undefined where the form was shown again, with what is wrong. */
  async function write(
    req: Request,
    res: Response,
    scene: SceneOfWay,
    chosen?: Pick<Language, 'code'>,
  ): Promise<readonly Draft[] | undefined> {
    const { visitor, candidates, experience } = scene;
    const language = chosen ?? languageSigned(shareOut(scene.fields, candidates), scene);
    const [{ offered }, everyone] = await Promise.all([
      offeredIn(req),
      namesIn(store, visitor.kpa.id),
    ]);
    const form = readRecognition({ offered, people: candidates, everyone }, scene.fields);
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
    scene: SceneOfWay,
    errors: readonly FieldError[],
  ): Promise<void> {
    const all = shareOut(scene.fields, scene.candidates);
    const values = withSeen(
      isAboutGroup(errors) ? typedIn(scene.fields) : ownedIn(all),
      all,
      scene,
    );
    const page = await formPage(req, scene, { values, batch: batchIn(req.body) }, errors);
    const { summary, errors: byField } = formView({ errors, typed: values });
    show(res.status(422), scene, { ...page, summary, errors: byField });
  }

  return router;
}

const GROUP: readonly string[] = ['all', 'badge-all', 'sentence-all'];

const isAboutGroup = (errors: readonly FieldError[]) =>
  errors.some(({ field }) => GROUP.includes(field));

/** What each person’s own card says. */
const ownedIn = (values: Typed): Typed =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !GROUP.includes(field)));

function shownAsKept(scene: Scene): Typed {
  const shared = shareOut(scene.fields, scene.candidates);
  return withSeen(shared, shared, scene);
}

const BADGE = /^badge-[0-9a-f-]{36}$/;

const badgesAsked = (query: unknown, { isOnRequest }: Way): Typed =>
  isOnRequest
    ? {}
    : Object.fromEntries(Object.entries(typedIn(query)).filter(([field]) => BADGE.test(field)));

/** In another language, or given back: nothing is done. */
const isShownAgain = (req: Request, res: Response) =>
  severalIn(req.body, '_again').length > 0 || res.locals['givenBack'] !== undefined;

const experienceOf = ({ experience }: Scene) => `/experiences/${experience.id}`;

const batchForm = z.object({ batch: z.uuid() });

/** The batch of the form; a form without one begins a new batch. */
function batchIn(body: unknown): string {
  const parsed = batchForm.safeParse(body);
  return parsed.success ? parsed.data.batch : randomUUID();
}
