/** Where a KPA writes its own badge classes, and the network those of all (docs/adr/0044). */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { ClassDraft, Stored } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { type FieldError, severalIn, typedIn } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow } from '../../web/sessions.ts';
import { beginNextVersion, findOwned, pauseClass, resumeClass } from './change-offer.ts';
import { type ClassFields, inEnglish, isText, readFields } from './class-fields.ts';
import { inOrder } from './class-of-fields.ts';
import { formPage, listPage, questionPage } from './class-views.ts';
import { beginDraft, keepDraft, MOST_DRAFTS } from './keep-draft.ts';
import type { ClassServices, ClassPlace } from './owner.ts';
import { checkDraft, publishDraft } from './publish-class.ts';

const UUID = /^[0-9a-f-]{36}$/;
const hidden = z.object({ seen: z.coerce.number().int().min(0).catch(0) });

/** What a button of the form asks for; without one, to keep what is typed. */
const asked = z.object({ do: z.enum(['keep', 'see', 'publish']).catch('keep') });
const offer = z.object({ do: z.enum(['version', 'pause', 'resume']) });

export function badgeClassRoutes(services: ClassServices, place: ClassPlace): Router {
  const { store, badgeClasses, definitions } = services;
  const { base, ownerOf } = place;
  const router = Router();
  router.use(base, allow(place.act));
  router.use([`${base}/nouveau`, `${base}/brouillons/:id`], allowOurScripts);

  router.get(base, async (req, res) => {
    const owner = ownerOf(req);
    const newest = { index: 'byChange', order: 'descending', limit: MOST_DRAFTS } as const;
    const [{ items }, owned, all] = await Promise.all([
      store.classDrafts(owner.id).readable.find(newest),
      badgeClasses.ownedBy(owner.id),
      badgeClasses.everGivenIn(owner.id),
    ]);
    const page = listPage(items, owned, all.in(languageOf(req).code));
    const [published] = severalIn(req.query, 'publie');
    res.render('badge-classes/list', {
      ...page,
      ...place,
      act: actIn(req.body),
      published: page.proposed.find(({ slug }) => slug === published),
    });
  });

  router.get(`${base}/nouveau`, (req, res) => {
    showForm(req, res, { fields: firstFields(), errors: [] });
  });

  router.post(`${base}/nouveau`, async (req, res) => {
    const read = readFields(req.body, definitions);
    const { do: what } = asked.parse(req.body ?? {});
    if (!read.ok) {
      const errors = what === 'publish' ? await allSaid(req, read.errors) : read.errors;
      showForm(req, res.status(422), { fields: typedFields(req.body), errors });
      return;
    }
    if (what === 'see') {
      showForm(req, res, { fields: read.values, errors: [] });
      return;
    }
    const owner = ownerOf(req);
    const id = repeatableId(`class-draft/${owner.by}/${owner.id}/${actIn(req.body)}`);
    const fields = { ...read.values };
    const begun = await beginDraft(services, owner, { id, fields });
    // The form of a draft that is there already, from the page of before.
    await keepDraft(services, owner, { id, seen: begun.version, fields });
    res.redirect(303, where(id, what));
  });

  router.get(`${base}/brouillons/:id`, async (req, res) => {
    const draft = await draftInPath(req);
    const { errors } = await checkDraft(services, ownerOf(req), draft);
    const isKept = req.query['enregistre'] !== undefined;
    showForm(req, res, { fields: draft.fields, errors: [], draft, isKept, left: errors.length });
  });

  router.post(`${base}/brouillons/:id`, async (req, res) => {
    const draft = await draftInPath(req);
    const read = readFields(req.body, definitions);
    const { do: what } = asked.parse(req.body ?? {});
    const { seen } = hidden.parse(req.body ?? {});
    if (!read.ok) {
      const fields = typedFields(req.body);
      const { slug } = draft;
      const errors = what === 'publish' ? await allSaid(req, read.errors, slug) : read.errors;
      showForm(req, res.status(422), { fields, errors, draft, seen });
      return;
    }
    const fields = read.values;
    if (what === 'see') {
      showForm(req, res, { fields, errors: [], draft, seen });
      return;
    }
    const keeping = await keepDraft(services, ownerOf(req), { id: draft.id, seen, fields });
    if (keeping.outcome === 'changed') {
      const { now } = keeping;
      const others = Object.entries({ ...blank(fields), ...now.fields });
      const changed = others.filter(([name, value]) => (fields[name] ?? '') !== value);
      const errors = changed.map(([field]) => ({ field, message: say('class.changed-meanwhile') }));
      showForm(req, res.status(409), { fields, errors, draft: now });
      return;
    }
    res.redirect(303, where(draft.id, what));
  });

  // The question before: all that is wrong stands beside the fields.
  router.get(`${base}/brouillons/:id/publier`, async (req, res) => {
    const draft = await draftInPath(req);
    const { value, errors } = await checkDraft(services, ownerOf(req), draft);
    if (!value) {
      showForm(req, res.status(422), { fields: draft.fields, errors, draft });
      return;
    }
    const here = definitions.in(languageOf(req).code);
    res.render('badge-classes/publish', { ...questionPage(value, here), ...place, draft });
  });

  router.post(`${base}/brouillons/:id/publier`, async (req, res) => {
    const { seen } = hidden.parse(req.body ?? {});
    const id = draftIdIn(req);
    const publication = await publishDraft(services, ownerOf(req), id, seen);
    if (publication.outcome === 'published') {
      res.redirect(303, `${base}?publie=${publication.slug}`);
      return;
    }
    const draft = await draftInPath(req);
    if (publication.outcome === 'changed') {
      res.redirect(303, `${base}/brouillons/${draft.id}/publier`);
      return;
    }
    const { errors } = publication;
    showForm(req, res.status(422), { fields: draft.fields, errors, draft });
  });

  router.post(`${base}/brouillons/:id/effacer`, async (req, res) => {
    await store.classDrafts(ownerOf(req).id).remove(draftIdIn(req));
    res.redirect(303, base);
  });

  router.post(`${base}/classes/:slug`, async (req, res) => {
    const owner = ownerOf(req);
    const owned = await findOwned(services, owner, param(req, 'slug'));
    const { do: what } = offer.safeParse(req.body ?? {}).data ?? {};
    const act = actIn(req.body);
    if (what === 'version') {
      const draft = await beginNextVersion(services, owner, owned);
      res.redirect(303, `${base}/brouillons/${draft.id}`);
      return;
    }
    if (what === 'pause') await pauseClass(services, owner, owned, act);
    if (what === 'resume') await resumeClass(services, owner, owned, act);
    res.redirect(303, base);
  });

  /** Also of the fields that can be kept: whoever puts right what is said is done. */
  async function allSaid(req: Request, unread: readonly FieldError[], slug?: string) {
    const typed = Object.entries(typedFields(req.body)).filter(([, text]) => text !== '');
    const draft = { fields: Object.fromEntries(typed), ...(slug !== undefined && { slug }) };
    const { errors } = await checkDraft(services, ownerOf(req), draft);
    // Of a text that is too long, they say that too.
    const said = new Set(errors.filter(isOfText).map(({ field }) => field));
    const kept = unread.filter(({ field }) => !said.has(field));
    const others = new Set(kept.map(({ field }) => field));
    return inOrder([...kept, ...errors.filter(({ field }) => !others.has(field))]);
  }

  function where(id: string, what: z.infer<typeof asked>['do']): string {
    const path = `${base}/brouillons/${id}`;
    return what === 'publish' ? `${path}/publier` : `${path}?enregistre`;
  }

  function draftIdIn(req: Request): string {
    const id = param(req, 'id');
    if (!UUID.test(id)) throw notFound(say('class.no-such-draft'));
    return id;
  }

  async function draftInPath(req: Request): Promise<Stored<ClassDraft>> {
    const draft = await store.classDrafts(ownerOf(req).id).findById(draftIdIn(req));
    if (!draft) throw notFound(say('class.no-such-draft'));
    return draft;
  }

  interface Shown {
    readonly fields: ClassFields;
    readonly errors: readonly FieldError[];
    readonly draft?: Stored<ClassDraft>;
    readonly seen?: number;
    readonly isKept?: boolean;
    /** How many things are to be put right before it can be published. */
    readonly left?: number;
  }

  function showForm(req: Request, res: Response, { fields, errors, draft, ...more }: Shown): void {
    const here = definitions.in(languageOf(req).code);
    const path = draft ? `${base}/brouillons/${draft.id}` : `${base}/nouveau`;
    res.render('badge-classes/form', {
      ...formPage(fields, errors, { here, languages: services.languages }),
      ...place,
      draft,
      path,
      act: actIn(req.body),
      seen: draft?.version ?? 0,
      ...more,
    });
  }

  /** Who may sign here stands there already, to be changed. */
  function firstFields(): ClassFields {
    const { source, find } = services.languages;
    return {
      recognisedBy: source.text('class.mentor'),
      [inEnglish('recognisedBy')]: (find('en') ?? source).text('class.mentor'),
    };
  }

  return router;
}

/** As they were typed, where they cannot be read. */
function typedFields(body: unknown): ClassFields {
  const competences = severalIn(body, 'competences').slice(0, 200).join('\n').slice(0, 4_000);
  return { ...typedIn(body), competences };
}

const isOfText = ({ field }: FieldError) => isText(field);

const blank = (fields: ClassFields): ClassFields =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, '']));
