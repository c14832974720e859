/** What the letter of a witness opens: they sign their word by it, and take it back whenever they want. */
import { type Request, type Response, Router } from 'express';
import { removeTestimony } from '../../awards/testimonies/remove.ts';
import { presentTestimony } from '../../awards/testimonies/shown.ts';
import { refuseToBegin } from '../../awards/suspension.ts';
import { presentAward } from '../../badges/present-award.ts';
import { findHolder } from '../../badges/records/who-stays.ts';
import { digest } from '../../keys/secrets.ts';
import { firstName } from '../../language/names.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { clientKey } from '../../web/limits/client-key.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { createStoredLimit } from '../../web/limits/stored-limits.ts';
import { languageOf } from '../../web/page-language.ts';
import { qrCode } from '../../web/qr-code.ts';
import { param } from '../../web/params.ts';
import { keepPrivate } from '../../web/security-headers.ts';
import type { WitnessServices } from './link-routes.ts';
import { signTestimony } from './sign-testimony.ts';
import { tellTakenBack } from './tell-taken-back.ts';

const UNKNOWN_LETTERS = { name: 'unknown letters of witnesses', most: 300 };

const PATH = '/temoigner/lettre/:token';

export function witnessLetterRoutes(services: WitnessServices): Router {
  const { store, definitions, clock } = services;
  const unknown = createStoredLimit(services, UNKNOWN_LETTERS);
  const router = Router();
  router.use(PATH, keepPrivate, limitFloods(services.countFlood, 'witnesses'));

  // A program that reads mail opens it, and presses nothing.
  router.get(PATH, async (req, res) => {
    const opened = await open(req, res);
    if (opened) res.render('witnesses/letter', opened.view);
  });

  router.post(PATH, async (req, res) => {
    const opened = await open(req, res);
    if (!opened) return;
    const { kpa, award, testimony } = opened;
    refuseToBegin(kpa);
    if (award.state !== 'accepted') throw new HttpError('CONFLICT', say('witness.gone'));
    await signTestimony(services, kpa, award, testimony);
    res.redirect(303, opened.view.path);
  });

  router.get(`${PATH}/retirer`, async (req, res) => {
    const opened = await open(req, res);
    if (opened) res.render('witnesses/withdraw', opened.view);
  });

  router.post(`${PATH}/retirer`, async (req, res) => {
    const opened = await open(req, res);
    if (!opened) return;
    await removeTestimony(services, opened.kpa, opened.testimony);
    await tellTakenBack(services, opened);
    res.render('witnesses/withdrawn', {});
  });

  /** Undefined once it is answered that there is nothing. */
  async function open(req: Request, res: Response) {
    const token = param(req, 'token');
    const query = { index: 'acrossByToken', equals: [digest(token)], limit: 1 } as const;
    const [found] = (await store.testimonies.across.readable.find(query)).items;
    const isOver = found?.expiresAt !== undefined && found.expiresAt <= clock().toISOString();
    const testimony = isOver ? undefined : found;
    const kpa = testimony && (await store.kpas.findById(testimony.kpaId));
    const award = testimony && (await store.awards(testimony.kpaId).findById(testimony.awardId));
    const holder = testimony && (await findHolder(store, testimony.kpaId, testimony.personId));
    if (!testimony || !kpa || !award || !holder) {
      await unknown.count(clientKey(req.ip));
      res.status(404).render('witnesses/no-letter', {});
      return undefined;
    }
    const address = services.addresses.witnessLetter(token);
    const view = {
      path: `/temoigner/lettre/${token}`,
      first: firstName(holder.name),
      kpa,
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      word: presentTestimony(testimony, kpa, award),
      isWaiting: testimony.state === 'waiting',
      isInPerson: testimony.how === 'in-person',
      ...(testimony.how === 'in-person' && { address, qr: qrCode(address) }),
    };
    return { testimony, kpa, award, holder, view };
  }

  return router;
}
