/** What the pages of one way are made of: the cards, what is read again, and what became of each. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { findDraft } from '../../../experiences/award-drafts.ts';
import type { Language } from '../../../language/language.ts';
import type { AwardDraft } from '../../../storage/store.ts';
import { answerFailure } from '../../../web/errors.ts';
import { type FieldError, formView, severalIn, type Typed, typedIn } from '../../../web/forms.ts';
import { languageOf } from '../../../web/page-language.ts';
import { visitorOf } from '../../../web/sessions.ts';
import type { AwardServices, Draft } from '../draft.ts';
import { previewCredential } from '../preview-credential.ts';
import type { Signing } from '../sign-drafts.ts';
import { languageTyped, otherLanguagesOf, usualLanguage } from '../signing-language.ts';
import type { Way } from './award-ways.ts';
import { picturesOf } from './pictures-of.ts';
import { readGiven, type Scene, type SceneOfWay } from './read-scene.ts';
import { cardsHere, hasLongLevels, recognitionView } from './recognition-views.ts';
import { isAboutGroup, ownedIn, shareOut } from './shared-choice.ts';
import { placeOf, saidOf, withSeen } from './shared-draft.ts';
import { outcomesView, previewView } from './signing-views.ts';
import { tellDraft, type DraftWriter, writersOf } from './tell-draft.ts';

/** What a form begins with, or was sent with. */
interface Filled {
  readonly values: Typed;
  readonly batch: string;
}

/** Other words since, more that its person said, or a sentence that nobody said is kept. */
export type Again = 'words' | 'told' | 'private';

export function pagesOf(services: AwardServices, way: Way) {
  const { store, clock, definitions, languages } = services;

  /** Of the KPA, in the language of the page. */
  async function offeredIn(req: Request) {
    const all = await services.badgeClasses.of(visitorOf(req).kpa.id);
    const here = all.in(languageOf(req).code);
    return { definitions: here, offered: here.badgeClasses.filter(way.offers) };
  }

  /** The one that was chosen, or else the one of those who get a badge; of everybody, while nobody does. */
  function languageSigned(values: Typed, { candidates }: Scene): Pick<Language, 'code'> {
    const chosen = candidates.filter(({ id }) => saidOf(values, id).badge !== '');
    const people = chosen.length > 0 ? chosen : candidates;
    return languageTyped(languages, values) ?? usualLanguage(languages, people);
  }

  /** `begun`: one comes to a draft, and is told whose. */
  async function showForm(
    req: Request,
    res: Response,
    scene: SceneOfWay,
    { values, batch }: Filled,
    begun?: AwardDraft,
  ): Promise<void> {
    const page = await formPage(req, scene, { values, batch });
    const told = begun && (await tellDraft(store, begun, scene.visitor.person));
    show(res, scene, { ...page, begun: told });
  }

  async function refuse(
    req: Request,
    res: Response,
    scene: SceneOfWay,
    errors: readonly FieldError[],
  ): Promise<void> {
    const all = shareOut(scene.fields, scene.candidates);
    const shown = isAboutGroup(errors) ? typedIn(scene.fields) : ownedIn(all);
    const values = withSeen(shown, all, scene);
    const page = await formPage(req, scene, { values, batch: batchIn(req.body) }, errors);
    const { summary, errors: byField } = formView({ errors, typed: values });
    // What is wrong on a card of another part: its buttons lead there.
    const here = summary.map(({ href, text }) => {
      const elsewhere = page.elsewhere.some((id) => href.endsWith(id));
      return { href: elsewhere ? '#turns' : href, text };
    });
    show(res.status(422), scene, { ...page, summary: here, errors: byField });
  }

  function show(res: Response, { experience, whoMayAsk }: SceneOfWay, page: object): void {
    if (whoMayAsk) res.render('awards/who-asked', { experience, candidates: whoMayAsk });
    else res.render(`awards/${way.page}`, page);
  }

  async function formPage(
    req: Request,
    scene: Scene,
    { values, batch }: Filled,
    errors: readonly FieldError[] = [],
  ) {
    const { definitions: here, offered } = await offeredIn(req);
    const { errors: byField } = formView({ errors, typed: values });
    const at = Number(severalIn(req.body, 'at')[0]) || placeOfCard(req, scene);
    const shown = { scene, definitions: here, offered, values, errors: byField, at };
    const had = cardsHere(shown).map(
      async (person) => [person.id, await readGiven(services, scene.experience, person)] as const,
    );
    const [given, written, pictures] = await Promise.all([
      ...([
        Promise.all(had),
        writers(scene, values),
        picturesOf(services, scene.experience),
      ] as const),
    ]);
    const { code } = languageSigned(values, scene);
    const view = recognitionView({
      ...shown,
      ...{ given: new Map(given), writers: written, pictures },
      // What was shared out stands on each card from then on.
      ticked: errors.length > 0 && !isAboutGroup(errors) ? [] : severalIn(scene.fields, 'all'),
    });
    return {
      ...view,
      ...{ batch, way, written: code, hasLongLevels: hasLongLevels(here, languageOf(req)) },
      // Only what somebody chose goes along: until then it follows who gets a badge.
      signed: languageTyped(languages, values)?.code,
      example: languages.find(code)?.text('award.example'),
      isAnswer: scene.narrowed.length > 0 && scene.told.size > 0,
    };
  }

  /** `again`: it was about to be signed in words that are gone, or over what was said since. */
  async function showPreview(
    req: Request,
    res: Response,
    scene: Scene,
    drafts: readonly Draft[],
    again?: Again,
  ): Promise<void> {
    const values = shareOut(scene.fields, scene.candidates);
    const documents = drafts.map((draft) => previewCredential(services, draft));
    const view = previewView(drafts, aroundOf(req, scene), {
      ...{ now: clock(), documents },
      sent: { body: scene.fields, demanded: again === 'private' },
      writers: await writers(scene, values),
    });
    const codes = drafts.map(({ badge }) => badge.language);
    const others = drafts.flatMap(({ badge }) => otherLanguagesOf(definitions, languages, badge));
    const { code } = languageSigned(values, scene);
    res.render('awards/preview', {
      ...view,
      ...{ way, again, narrowed: scene.narrowed },
      signed: languageTyped(languages, values)?.code,
      // What there is of them in it: else they are French.
      written: codes.includes(code) ? code : codes[0],
      isMixed: new Set(codes).size > 1,
      others: [...new Set(others)].filter((other) => other !== code),
    });
  }

  function showOutcomes(
    req: Request,
    res: Response,
    scene: Scene,
    { outcomes, failure }: Signing,
  ): void {
    // A failure of ours is one also where people read what became of each.
    const errorId = failure && answerFailure(res, failure);
    if (!failure) res.status(422);
    const view = outcomesView(outcomes, aroundOf(req, scene), errorId);
    res.render('awards/outcomes', {
      ...view,
      ...{ way, narrowed: scene.narrowed },
      chosen: languageTyped(languages, req.body)?.code,
      at: view.left.length > 0 ? `${addressOf(scene)}/relire` : experienceOf(scene),
    });
  }

  const addressOf = (scene: Scene) => `${experienceOf(scene)}/${way.path}`;

  const aroundOf = (req: Request, scene: Scene) => ({
    ...{ experience: scene.experience, candidates: scene.candidates, batch: batchIn(req.body) },
    told: scene.told,
    values: shownAsKept(scene),
    here: definitions.in(languageOf(req).code),
  });

  /** Of the cards that a colleague wrote as they stand: nobody signs their words unknowing. */
  async function writers(scene: Scene, values: Typed) {
    const draft = way.isOnRequest ? undefined : await findDraft(store, placeOf(scene));
    return draft ? writersOf(store, draft, { scene, values }) : new Map<string, DraftWriter>();
  }

  return { offeredIn, languageSigned, showForm, refuse, showPreview, showOutcomes, addressOf };
}

/** Back from adding a photo, on the card of the person whose work it shows. */
function placeOfCard(req: Request, { candidates }: Scene): number {
  const [card] = severalIn(req.query, 'carte');
  return Math.max(
    0,
    candidates.findIndex(({ id }) => id === card),
  );
}

function shownAsKept(scene: Scene): Typed {
  const shared = shareOut(scene.fields, scene.candidates);
  return withSeen(shared, shared, scene);
}

export const experienceOf = ({ experience }: Scene) => `/experiences/${experience.id}`;

const batchForm = z.object({ batch: z.uuid() });

/** The batch of the form; a form without one begins a new batch. */
export function batchIn(body: unknown): string {
  const parsed = batchForm.safeParse(body);
  return parsed.success ? parsed.data.batch : randomUUID();
}
