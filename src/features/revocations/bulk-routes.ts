import { type Request, type Response, Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award } from '../../storage/store.ts';
import { type FormResult, formView, readForm, severalIn } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { presentAward } from '../../badges/present-award.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { STAFF } from '../../badges/roles.ts';
import { type NameAward, choiceView, outcomeView, questionView } from './bulk-views.ts';
import { bulkChoiceForm, bulkForm } from './revocation-form.ts';
import type { RevocationServices } from './revoke-award.ts';
import { revokeAwards } from './revoke-awards.ts';
import { SECTIONS, findRevocable, readPlace } from './revocable-awards.ts';

interface Services extends RevocationServices {
  readonly definitions: Definitions;
}

type Section = (typeof SECTIONS)[number];
type Refused = Extract<FormResult<unknown>, { ok: false }>;

/** An accompagnant·e takes back many awards of one experience or of one person. */
export function bulkRevocationRoutes(services: Services): Router {
  const { store, definitions } = services;
  const router = Router();

  for (const section of SECTIONS) {
    const path = `/${section}/:id/retirer`;
    router.use(path, allow(...STAFF));

    router.get(path, async (req, res) => {
      res.render('revocations/revoke-many', await choicePage(section, req));
    });

    // Where one comes back to from a page that expired, or in another language.
    router.get(`${path}/relire`, async (req, res) => {
      const place = await readPlace(store, section, req);
      res.redirect(303, `${place.path}/retirer`);
    });

    router.post(`${path}/relire`, async (req, res) => {
      const { awards: revocable } = await findRevocable(store, section, req);
      const form = readForm(bulkChoiceForm(new Set(revocable.map(({ id }) => id))), req.body);
      if (!form.ok) {
        await refuse(section, req, res, form);
        return;
      }
      const { awards: ids, reason } = form.values;
      const name = await namer(req);
      const chosen = revocable.filter(({ id }) => ids.includes(id)).map(name);
      const place = await readPlace(store, section, req);
      res.render('revocations/revoke-many-question', questionView(place, chosen, reason));
    });

    router.post(path, async (req, res) => {
      const place = await readPlace(store, section, req);
      const form = readForm(bulkForm, req.body);
      if (!form.ok) {
        await refuse(section, req, res, form);
        return;
      }
      const { kpa, person: by } = visitorOf(req);
      const { awards: ids, reason } = form.values;
      const rows = await revokeAwards(services, kpa, ids, { by, reason });
      const named = await nameAll(req, ids);
      res.render('revocations/revoke-many-outcomes', outcomeView(place, rows, named, reason));
    });
  }

  async function refuse(section: Section, req: Request, res: Response, form: Refused) {
    const view = { ...(await choicePage(section, req)), ...formView(form) };
    res.status(422).render('revocations/revoke-many', view);
  }

  async function choicePage(section: Section, req: Request) {
    const place = await readPlace(store, section, req);
    const revocable = await findRevocable(store, section, req);
    const [reason] = severalIn(req.body, 'reason');
    const ticked = severalIn(req.body, 'awards');
    return choiceView(place, revocable, await namer(req), { ticked, reason });
  }

  async function nameAll(req: Request, ids: readonly string[]) {
    const name = await namer(req);
    const awards = store.awards(visitorOf(req).kpa.id);
    const found = await Promise.all(ids.map((id) => awards.findById(id)));
    return new Map(found.flatMap((one) => (one ? [[one.id, name(one)] as const] : [])));
  }

  /** Whose award it is, for all of a page: the people of the KPA are read once. */
  async function namer(req: Request): Promise<NameAward> {
    const { kpa } = visitorOf(req);
    const people = await store.people(kpa.id).all({ index: 'byName' }).toArray();
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return (award: Award) => ({
      ...presentAward(award, kpa, definitions.in(languageOf(req).code)),
      holder: names.get(award.personId),
    });
  }

  return router;
}
