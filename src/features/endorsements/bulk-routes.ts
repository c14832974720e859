/** « Je les ai vus aussi »: several badges that colleagues signed, each read on its row, and confirmed at one press. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { refuseToBegin } from '../../awards/suspension.ts';
import { whyNotConfirm } from '../../badges/co-signature.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import { findKnownAward } from '../../badges/records/find-award.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';
import { sayTitle, titleOf } from '../../badges/titles.ts';
import { foreign, type Message, say, typed } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import {
  type FieldError,
  formView,
  readForm,
  severalIn,
  severalOf,
  uuidField,
} from '../../web/forms.ts';
import type { Store } from '../../storage/store.ts';
import { languageOf } from '../../web/page-language.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { endorseAward, type EndorsementServices } from './endorse-award.ts';
import { findToConfirm, type ShowToConfirm, type ToConfirmServices } from './read-to-confirm.ts';

export interface BulkEndorsementServices extends EndorsementServices, ToConfirmServices {
  readonly store: Store;
  readonly toConfirm: ShowToConfirm;
}

const PATH = '/a-confirmer';
const NOT_ASKED = say('confirm.not-there');
/** On one page, to be read before it is signed. */
const MOST = 20;

const form = z.object({
  awards: severalOf(uuidField, MOST).pipe(z.array(z.string()).min(1, 'confirm.tick-a-badge')),
});

export function bulkEndorsementRoutes(services: BulkEndorsementServices): Router {
  const { definitions, store } = services;
  const router = Router();
  router.use(PATH, allow('confirm badges'));

  router.get(PATH, async (req, res) => {
    const confirmed = Number(req.query['confirmes']);
    res.render('endorsements/to-confirm', {
      ...(await pageOf(req)),
      ...(Number.isInteger(confirmed) && confirmed > 0 && confirmed <= MOST && { confirmed }),
    });
  });

  router.post(PATH, async (req, res) => {
    const { kpa } = visitorOf(req);
    refuseToBegin(kpa);
    const read = readForm(form, req.body);
    if (!read.ok) {
      await show(req, res.status(422), read.errors);
      return;
    }
    const asked = await findToConfirm(services, visitorOf(req).person);
    const ids = [...new Set(read.values.awards)];
    const failed: Message[] = [];
    for (const id of ids) {
      const isAsked = asked.some((award) => award.id === id);
      failed.push(...(await confirm(req, id, isAsked)));
    }
    const confirmed = ids.length - failed.length;
    if (failed.length === 0) {
      res.redirect(303, `/ce-qui-m-attend?confirmes=${confirmed}`);
      return;
    }
    const errors = failed.map((message) => ({ field: 'awards', message }));
    await show(req, res.status(409), errors, confirmed);
  });

  /** Why not, if not: that stops none of the others. Throws where it is our failure. */
  async function confirm(req: Request, id: string, isAsked: boolean): Promise<readonly Message[]> {
    const { kpa, person } = visitorOf(req);
    const award = await findKnownAward(services, person, id);
    if (!award) return [say('award.not-there')];
    const holder = await findPerson(store, kpa.id, award.personId);
    const here = definitions.in(languageOf(req).code);
    const badge = here.findBadgeClass(award.badgeClass, award.badgeVersion);
    const of = (why: Message) =>
      say('confirm.why-not-this', {
        badge: foreign(badge?.name ?? '', badge?.language ?? 'fr'),
        ...{ name: typed(holder?.name ?? ''), why },
      });
    const language = services.languages.find(languageOfAward(award)) ?? services.languages.source;
    const sentence = language.text('signed.seen-too');
    // Sent again, it completes what was cut short. Of work at which they were not, it does nothing.
    const isAgain = award.endorsements?.some(
      (one) => isOf(person, one.by.personId) && one.sentence === sentence,
    );
    if (!isAsked && isAgain !== true) {
      return [of(whyNotConfirm(award, definitions, person, services.clock()) ?? NOT_ASKED)];
    }
    try {
      await endorseAward(services, kpa, id, person, sentence);
      return [];
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return [of(error.said)];
    }
  }

  async function show(
    req: Request,
    res: Response,
    errors: readonly FieldError[],
    confirmed?: number,
  ): Promise<void> {
    const { summary, errors: byField } = formView({ errors, typed: {} });
    const page = await pageOf(req);
    res.render('endorsements/to-confirm', { ...page, summary, errors: byField, confirmed });
  }

  /** Shown again, what was ticked still is. */
  async function pageOf(req: Request) {
    const { person } = visitorOf(req);
    const here = definitions.in(languageOf(req).code);
    const found = await services.toConfirm(visitorOf(req), { definitions: here, limit: MOST });
    const ticked = severalIn(req.body, 'awards');
    return {
      rows: found.rows.map((row) => ({ ...row, checked: ticked.includes(row.id) })),
      signer: { name: person.name, title: sayTitle(titleOf(person)) },
    };
  }

  return router;
}
