import { refuseToBegin } from '../../awards/suspension.ts';
import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type FieldError, formView, severalIn, typedIn } from '../../web/forms.ts';
import { answerFailure } from '../../web/errors.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { namesIn } from '../../badges/people-by-name.ts';
import { readAwards, sameAward } from './award-badge.ts';
import { choiceView, outcomesView, previewView, sentencesView } from './award-views.ts';
import type { AwardServices, Draft } from './draft.ts';
import { shareSentence } from './draft-form.ts';
import { previewCredential } from './preview-credential.ts';
import { findRepeats } from './find-repeats.ts';
import { signDrafts } from './sign-drafts.ts';
import {
  badgeIn,
  languageReread,
  languageTyped,
  otherLanguagesOf,
  usualLanguage,
} from './signing-language.ts';
import { type Choice, type Scene, readChoice, readDrafts, readScene } from './read-drafts.ts';
import { createUsualBadges } from './usual-badges.ts';

const base = '/experiences/:id/reconnaitre';

interface Services extends AwardServices {
  readonly keptForms: Pick<KeptForms, 'letGoUnder'>;
}

export function awardRoutes(services: Services): Router {
  const router = Router();
  router.use('/experiences', allow('award badges'));
  router.use([`${base}/phrases`, `${base}/relire`, `${base}/signer`], allowOurScripts);
  const usualBadges = createUsualBadges(services);

  router.get(base, async (req, res) => {
    refuseToBegin(visitorOf(req).kpa);
    const scene = await readScene(services, req);
    res.render('awards/choose', await choicePage(req, scene, req.query));
  });

  // Back from the sentences, which go along: whoever stays has theirs.
  router.post(base, async (req, res) => {
    const scene = await readScene(services, req);
    const page = await choicePage(req, scene, req.body);
    res.render('awards/choose', { ...page, carried: carriedFrom(req.body) });
  });

  router.get(`${base}/phrases`, async (req, res) => {
    refuseToBegin(visitorOf(req).kpa);
    const step = await choose(req, res, req.query);
    if (step) showSentences(res, step, randomUUID(), req.query);
  });

  // Back from the preview, with what was typed.
  router.post(`${base}/phrases`, async (req, res) => {
    const step = await choose(req, res, req.body);
    if (step) showSentences(res, step, batchIn(req.body), req.body);
  });

  // Where one comes back to from a page that expired, or in another language.
  for (const step of ['relire', 'signer']) {
    router.get(`${base}/${step}`, async (req, res) => {
      const { experience } = await readScene(services, req);
      res.redirect(303, `/experiences/${experience.id}/reconnaitre`);
    });
  }

  router.post(`${base}/relire`, async (req, res) => {
    const written = await write(req, res);
    if (written) showPreview(req, res, written.drafts);
  });

  router.post(`${base}/signer`, async (req, res) => {
    const language = languageReread(services.languages, req.body);
    const written = await write(req, res, language);
    if (!written) return;
    const { step, drafts } = written;
    // Gone since it was reread, by itself or for this badge.
    if (drafts.some(({ badge }) => badge.language !== language?.code)) {
      showPreview(req, res.status(422), drafts, true);
      return;
    }
    // Refused as a whole, before anything is signed.
    const there = await readAwards(services, drafts);
    for (const draft of drafts) sameAward(draft, there.get(draft.awardId));
    const { outcomes, failure } = await signDrafts(services, drafts);
    if (outcomes.every(({ outcome }) => outcome !== 'failed')) {
      const steps = `/experiences/${param(req, 'id')}/reconnaitre/`;
      await services.keptForms.letGoUnder(req, visitorOf(req).person, steps);
      res.redirect(303, `/experiences/${param(req, 'id')}?signes=${drafts.length}`);
      return;
    }
    // Somebody else signed all of them in between: the form says so beside each.
    if (outcomes.every(({ isRepeated }) => isRepeated)) {
      refuseSentences(req, res, step, await findRepeats(services, drafts));
      return;
    }
    const here = services.definitions.in(languageOf(req).code);
    // A failure of ours is one also where people read what became of each.
    const errorId = failure && answerFailure(res, failure);
    if (!failure) res.status(422);
    res.render('awards/outcomes', outcomesView(outcomes, batchIn(req.body), { here, errorId }));
  });

  /** `again`: it was about to be signed in a language that is gone. */
  function showPreview(req: Request, res: Response, drafts: readonly Draft[], again = false): void {
    const [first] = drafts;
    if (!first) return;
    const documents = drafts.map((draft) => previewCredential(services, draft));
    const others = otherLanguagesOf(services.definitions, services.languages, first.badge);
    const here = services.definitions.in(languageOf(req).code);
    const view = previewView(drafts, batchIn(req.body), documents, { now: services.clock(), here });
    res.render('awards/preview', { ...view, signed: first.badge.language, others, again });
  }

  async function choose(req: Request, res: Response, input: unknown) {
    const scene = await readScene(services, req);
    const choice = readChoice(await proposedIn(req), scene, input);
    if (choice.ok) return { scene, choice: choice.values };
    const view = { ...(await choicePage(req, scene, input)), carried: carriedFrom(input) };
    res.status(422).render('awards/choose', { ...view, ...formView(choice) });
    return undefined;
  }

  async function proposedIn(req: Request) {
    const proposed = await services.badgeClasses.of(visitorOf(req).kpa.id);
    return proposed.in(languageOf(req).code);
  }

  async function choicePage(req: Request, scene: Scene, input: unknown) {
    const definitions = await proposedIn(req);
    const usual = await usualBadges(definitions, scene);
    return choiceView(scene, definitions, usual, choiceTyped(input));
  }

  /** Forms are shown in the language of the page, drafts made in that of the badge. */
  async function write(
    req: Request,
    res: Response,
    language = languageTyped(services.languages, req.body),
  ): Promise<Written | undefined> {
    const [step, names] = await Promise.all([
      choose(req, res, req.body),
      namesIn(services.store, visitorOf(req).kpa.id),
    ]);
    if (!step) return undefined;
    const { people } = step.choice;
    const { code } = language ?? usualLanguage(services.languages, people);
    const badge = badgeIn(services.definitions, step.choice.badge, code) ?? step.choice.badge;
    const input = shareSentence(req.body, people);
    const drafts = readDrafts(step.scene, { badge, people }, names, input);
    const repeats = drafts.ok ? await findRepeats(services, drafts.values) : [];
    if (drafts.ok && repeats.length === 0) return { step, drafts: drafts.values };
    refuseSentences(req, res, step, drafts.ok ? repeats : drafts.errors);
    return undefined;
  }

  function refuseSentences(
    req: Request,
    res: Response,
    { scene, choice }: Step,
    found: readonly FieldError[],
  ): void {
    const typed = typedIn(shareSentence(req.body, choice.people));
    const { errors, ...view } = formView({ errors: found, typed });
    const page = sentencesView(scene, choice, batchIn(req.body), view.values, errors);
    const told = tellLanguage(choice, req.body);
    res.status(422).render('awards/sentences', { ...page, ...told, ...view });
  }

  function showSentences(res: Response, step: Step, batch: string, input: unknown): void {
    const page = sentencesView(step.scene, step.choice, batch, typedIn(input), {});
    res.render('awards/sentences', { ...page, ...tellLanguage(step.choice, input) });
  }

  /** Before anybody writes, and carried on with the form. */
  function tellLanguage({ badge, people }: Choice, input: unknown) {
    const { code } =
      languageTyped(services.languages, input) ?? usualLanguage(services.languages, people);
    const signed = badgeIn(services.definitions, badge, code)?.language ?? badge.language;
    const example = services.languages.find(signed)?.text('award.example');
    return { signed, example };
  }

  return router;
}

interface Step {
  readonly scene: Scene;
  readonly choice: Choice;
}

interface Written {
  readonly step: Step;
  readonly drafts: readonly Draft[];
}

const CARRIED = /^(?:batch|language|(?:sentence|level|asked)-[0-9a-f-]+)$/;

/** What was written for each, while other people or another badge are chosen. Undefined: nothing yet. */
function carriedFrom(input: unknown) {
  const carried = Object.entries(typedIn(input))
    .filter(([name, value]) => CARRIED.test(name) && value !== '')
    .map(([name, value]) => ({ name, value }));
  return carried.length > 0 ? carried : undefined;
}

/** What was chosen so far, to show it again. */
function choiceTyped(input: unknown) {
  return { people: severalIn(input, 'people'), badge: severalIn(input, 'badge')[0] };
}

const batchForm = z.object({ batch: z.uuid() });

/** The batch of the form; a form without one begins a new batch. */
function batchIn(body: unknown): string {
  const parsed = batchForm.safeParse(body);
  return parsed.success ? parsed.data.batch : randomUUID();
}
