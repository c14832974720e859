import { type Request, type Response, Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award } from '../../storage/store.ts';
import { answerFailure, failureIn, isUnexpected } from '../../web/errors.ts';
import { type FormResult, formView, readForm, severalIn } from '../../web/forms.ts';
import { isTurned, readChoices, tickedIn } from '../../web/lists/choices.ts';
import { languageOf } from '../../web/page-language.ts';
import { isKnownTo } from '../../badges/records/known-to.ts';
import { presentAward } from '../../badges/present-award.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type NameAward, choiceView, outcomeView, questionView } from './bulk-views.ts';
import { bulkChoiceForm, bulkForm } from './revocation-form.ts';
import type { RevocationServices } from './revoke-award.ts';
import { noteRevoked, type NotingServices } from './note-revoked.ts';
import { type RevocationRow, revokeAwards } from './revoke-awards.ts';
import { amongRevocable, SECTIONS, readPlace, readRevocable } from './revocable-awards.ts';

interface Services extends RevocationServices, Pick<NotingServices, 'outbox' | 'register'> {
  readonly definitions: Definitions;
  readonly log: { error(details: object, message: string): void };
}

type Section = (typeof SECTIONS)[number];
type Refused = Extract<FormResult<unknown>, { ok: false }>;

/** An accompagnant·e takes back many awards of one experience or of one person. */
export function bulkRevocationRoutes(services: Services): Router {
  const { store, definitions } = services;
  const router = Router();

  for (const section of SECTIONS) {
    const path = `/${section}/:id/retirer`;
    router.use(path, allow('take badges back'));

    router.get(path, async (req, res) => {
      res.render('revocations/revoke-many', await choicePage(section, req));
    });

    // Where one comes back to from a page that expired, or in another language.
    router.get(`${path}/relire`, async (req, res) => {
      const place = await readPlace(store, section, req);
      res.redirect(303, `${place.path}/retirer`);
    });

    router.post(`${path}/relire`, async (req, res) => {
      if (isTurned(req.body)) {
        res.render('revocations/revoke-many', await choicePage(section, req));
        return;
      }
      const revocable = await amongRevocable(services, section, req, tickedIn(req.body, 'awards'));
      const form = readForm(bulkChoiceForm(new Set(revocable.map(({ id }) => id))), req.body);
      if (!form.ok) {
        await refuse(section, req, res, form);
        return;
      }
      const place = await readPlace(store, section, req);
      const chosen = revocable.map(await namer(req, revocable));
      const question = questionView(place, chosen, form.values.reason);
      res.render('revocations/revoke-many-question', question);
    });

    router.post(path, async (req, res) => {
      const place = await readPlace(store, section, req);
      const form = readForm(bulkForm, req.body);
      if (!form.ok) {
        await refuse(section, req, res, form);
        return;
      }
      const { kpa, person: by } = visitorOf(req);
      const { reason } = form.values;
      const ids = [...new Set(form.values.awards)];
      const known = await knownTo(req, ids);
      const done = await revokeAwards(services, kpa, known, { by, reason });
      const rows = ids.map(
        (awardId): RevocationRow =>
          done.find((row) => row.awardId === awardId) ?? { awardId, outcome: 'not-found' },
      );
      // Each is noted and told once: also what a crash left of it.
      const gone = rows.filter(({ outcome }) => outcome === 'revoked' || outcome === 'already');
      await noteRevoked(
        services,
        by,
        gone.map(({ awardId }) => awardId),
      );
      const named = await nameAll(req, known);
      const errorId = tellFailures(res, rows);
      const view = outcomeView(place, rows, named, reason);
      res.render('revocations/revoke-many-outcomes', { ...view, errorId });
    });
  }

  /** One that they may not know of is not there (docs/adr/0049). */
  async function knownTo(req: Request, ids: readonly string[]): Promise<readonly string[]> {
    const { kpa, person } = visitorOf(req);
    const found = await store.awards(kpa.id).readable.findByIds(ids);
    const hidden = found.filter((award) => !isKnownTo(award, definitions, person));
    return ids.filter((id) => !hidden.some((award) => award.id === id));
  }

  /** The page tells what became of each: what failed is ours all the same. Returns its number. */
  function tellFailures(res: Response, rows: readonly RevocationRow[]): string | undefined {
    const failed = rows.filter(({ outcome }) => outcome === 'failed');
    // A list that is not signed is one failure, however many badges it has.
    const errors = [...new Set(failed.map(({ error }) => error))];
    for (const error of errors.filter(isUnexpected)) {
      services.log.error({ err: error }, 'Badges could not be taken back');
    }
    const failure = failureIn(errors);
    return failure && answerFailure(res, failure);
  }

  async function refuse(section: Section, req: Request, res: Response, form: Refused) {
    const view = { ...(await choicePage(section, req)), ...formView(form) };
    res.status(422).render('revocations/revoke-many', view);
  }

  async function choicePage(section: Section, req: Request) {
    const place = await readPlace(store, section, req);
    const choices = await readChoices<Award>({
      list: 'awards',
      // Shown again in another language, it has what was ticked.
      given: req.body,
      read: (from) => readRevocable(services, section, req, from),
      ticked: (ids) => amongRevocable(services, section, req, ids),
    });
    const [reason] = severalIn(req.body, 'reason');
    return choiceView(place, choices, await namer(req, choices.shown), reason);
  }

  async function nameAll(req: Request, ids: readonly string[]) {
    const found = await store.awards(visitorOf(req).kpa.id).readable.findByIds(ids);
    const name = await namer(req, found);
    return new Map(found.map((one) => [one.id, name(one)]));
  }

  /** Whose award it is, for all of a page: those people are read once. */
  async function namer(req: Request, awards: readonly Award[]): Promise<NameAward> {
    const { kpa } = visitorOf(req);
    const people = await store
      .people(kpa.id)
      .readable.findByIds(awards.map(({ personId }) => personId));
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return (award: Award) => ({
      ...presentAward(award, kpa, definitions.in(languageOf(req).code)),
      holder: names.get(award.personId),
    });
  }

  return router;
}
