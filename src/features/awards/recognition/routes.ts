import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { refuseToBegin } from '../../../awards/suspension.ts';
import { namesIn } from '../../../badges/people-by-name.ts';
import { dropFromDraft, findDraft } from '../../../experiences/award-drafts.ts';
import { isToCome } from '../../../language/dates.ts';
import type { Language } from '../../../language/language.ts';
import { say } from '../../../language/message.ts';
import type { Store } from '../../../storage/store.ts';
import { severalIn, type Typed, typedIn } from '../../../web/forms.ts';
import type { KeptForms } from '../../../web/kept/kept-forms.ts';
import { param } from '../../../web/params.ts';
import { allowOurScripts, allowSounds } from '../../../web/security-headers.ts';
import { allow, visitorOf } from '../../../web/sessions.ts';
import { readAwards, sameAward } from '../award-badge.ts';
import type { AwardServices, Draft } from '../draft.ts';
import { findRepeats } from '../find-repeats.ts';
import { signDrafts } from '../sign-drafts.ts';
import { languageReread, languageTyped } from '../signing-language.ts';
import { type Way, WAYS } from './award-ways.ts';
import { draftsOf } from './drafts-of-form.ts';
import { batchIn, experienceOf, pagesOf } from './pages.ts';
import { readSceneOf, type Scene, type SceneOfWay } from './read-scene.ts';
import { readRecognition } from './recognition-form.ts';
import { sharedWithNobody, shareOut } from './shared-choice.ts';
import { draftedIn, isChoiceOf, keepShared, placeOf, withSeen } from './shared-draft.ts';
import { areKept, factsOf, rereadOf, withoutSaid } from './signing-views.ts';

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
  const { store } = services;
  const pages = pagesOf(services, way);
  const sceneOf = (req: Request, input: unknown) => readSceneOf(services, way, req, input);
  const base = `/experiences/:id/${way.path}`;
  router.use(base, allowOurScripts, allowSounds);

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
    const begun = Object.keys(drafted).length > 0 ? draft : undefined;
    await pages.showForm(req, res, scene, { values, batch: randomUUID() }, begun);
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
        await pages.refuse(req, res, scene, errors);
        return;
      }
      await letGo(req, scene);
      res.redirect(303, `${experienceOf(scene)}${laterPlace(later, scene)}`);
      return;
    }
    const typed = typedIn(scene.fields);
    const values = isKept ? withSeen(typed, shared, scene) : typed;
    // After a form that was signed in part, another one begins.
    const batch = severalIn(req.body, 'fresh').length > 0 ? randomUUID() : batchIn(req.body);
    await pages.showForm(req, res, scene, { values, batch });
  });

  // Where one comes back to from a page that expired, or in another language.
  for (const step of ['relire', 'signer']) {
    router.get(`${base}/${step}`, async (req, res) => {
      res.redirect(303, pages.addressOf(await sceneOf(req, req.query)));
    });
  }

  router.post(`${base}/relire`, async (req, res) => {
    const scene = await sceneOf(req, req.body);
    await keep(req, res, scene);
    const drafts = await write(req, res, scene);
    if (drafts) await pages.showPreview(req, res, scene, drafts);
  });

  router.post(`${base}/signer`, async (req, res) => {
    const scene = await sceneOf(req, req.body);
    const drafts = await write(req, res, scene, languageReread(services.languages, req.body));
    if (!drafts) return;
    const again =
      notReread(drafts, scene) ?? (areKept(drafts, scene.fields) ? undefined : 'private');
    if (again) {
      await pages.showPreview(req, res.status(422), scene, drafts, again);
      return;
    }
    // Refused as a whole, before anything is signed.
    const there = await readAwards(services, drafts);
    for (const draft of drafts) sameAward(draft, there.get(draft.awardId));
    const signing = await signDrafts(services, drafts);
    const { outcomes } = signing;
    const signed = outcomes.filter(({ outcome }) => outcome !== 'failed');
    const dropping = way.isOnRequest
      ? undefined
      : dropFromDraft(store, placeOf(scene), (choice) =>
          signed.some(({ draft }) => isChoiceOf(draft, choice)),
        );
    if (signed.length === outcomes.length) {
      await Promise.all([dropping, letGo(req, scene)]);
      res.redirect(303, `${experienceOf(scene)}?signes=${drafts.length}`);
      return;
    }
    await dropping;
    // Somebody else signed all of them in between: the form says so beside each.
    if (outcomes.every(({ isRepeated }) => isRepeated)) {
      await pages.refuse(req, res, scene, await findRepeats(services, drafts));
    } else pages.showOutcomes(req, res, scene, signing);
  });

  /** Not where nothing is done, nor what only the person may ask for: a colleague would read it. */
  async function keep(req: Request, res: Response, scene: Scene): Promise<boolean> {
    if (isShownAgain(req, res)) return false;
    if (way.isOnRequest) return true;
    const { offered } = await pages.offeredIn(req);
    const language = languageTyped(services.languages, req.body)?.code;
    await keepShared(services, scene, { offered, language });
    return true;
  }

  const letGo = (req: Request, scene: Scene) =>
    services.keptForms.letGoUnder(req, scene.visitor.person, pages.addressOf(scene));

  /** Undefined where the form was shown again, with what is wrong. */
  async function write(
    req: Request,
    res: Response,
    scene: SceneOfWay,
    chosen?: Pick<Language, 'code'>,
  ): Promise<readonly Draft[] | undefined> {
    const { visitor, candidates, experience } = scene;
    const language = chosen ?? pages.languageSigned(shareOut(scene.fields, candidates), scene);
    const [{ offered }, everyone] = await Promise.all([
      pages.offeredIn(req),
      namesIn(store, visitor.kpa.id),
    ]);
    if (isToCome(experience.date, services.clock())) {
      await pages.refuse(req, res, scene, [
        { field: 'cards', message: say('experience.day-to-come') },
      ]);
      return undefined;
    }
    const form = readRecognition({ offered, people: candidates, everyone }, scene.fields);
    if (!form.ok) {
      await pages.refuse(req, res, scene, form.errors);
      return undefined;
    }
    const { definitions } = services;
    const drafts = draftsOf(form.values, { visitor, experience, definitions, language });
    const repeats = await findRepeats(services, drafts);
    if (repeats.length === 0) return drafts;
    await pages.refuse(req, res, scene, repeats);
    return undefined;
  }

  return router;
}

/**
 * In other words than those that were reread: the class or the experience changed since, or it is gone in
 * that language. Or its person said something since.
 */
function notReread(drafts: readonly Draft[], scene: Scene): 'words' | 'told' | undefined {
  const typed = typedIn(scene.fields);
  if (typed['facts'] !== factsOf(scene.experience)) return 'words';
  const others = drafts.filter((draft) => rereadIn(typed, draft) !== rereadOf(draft, scene.told));
  if (others.length === 0) return undefined;
  const isTold = (draft: Draft) =>
    withoutSaid(rereadIn(typed, draft)) === withoutSaid(rereadOf(draft, scene.told));
  return others.every(isTold) ? 'told' : 'words';
}

const rereadIn = (typed: Typed, { person }: Draft): string => typed[`reread-${person.id}`] ?? '';

const BADGE = /^badge-[0-9a-f-]{36}$/;

const badgesAsked = (query: unknown, { isOnRequest }: Way): Typed =>
  isOnRequest
    ? {}
    : Object.fromEntries(Object.entries(typedIn(query)).filter(([field]) => BADGE.test(field)));

const PICTURE = /^photo-([0-9a-f-]{36})$/;

/** Where one goes on while the draft is kept. */
function laterPlace(later: string, { candidates }: Scene): string {
  const [, card] = PICTURE.exec(later) ?? [];
  const isHere = candidates.some(({ id }) => id === card);
  if (card !== undefined && isHere) return `/preuves/nouvelle?people=${card}&carte=${card}`;
  return later === 'ask' ? '/demande' : '?brouillon';
}

/** In another language, or given back: nothing is done. */
const isShownAgain = (req: Request, res: Response) =>
  severalIn(req.body, '_again').length > 0 || res.locals['givenBack'] !== undefined;
