/** Coming in with a card: its code and then its secret code; who scans it types the second alone. */
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { say } from '../../language/message.ts';
import { type PinHashes, TurnsTakenError } from '../../keys/pin-hashes.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Store } from '../../storage/store.ts';
import { closeOf } from '../../web/connections/connections.ts';
import { comeIn, keptIn } from '../../web/connections/entering.ts';
import { formView, readForm } from '../../web/forms.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { param } from '../../web/params.ts';
import { keepPrivate } from '../../web/security-headers.ts';
import type { Sessions } from '../../web/sessions.ts';
import { groupsOf, readCode } from './card-code.ts';
import { cardLimits } from './card-limits.ts';
import { type CardKey, type EnteredPerson, enterWithCard } from './enter-with-card.ts';
import { pinField } from './pin-form.ts';
import { createTriedCards } from './tried-card.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly secure: boolean;
  readonly sessions: Sessions;
  readonly keptForms: KeptForms;
  readonly pinHashes: PinHashes;
  readonly countFlood: CountFlood;
  readonly log: Logger;
}

const codeForm = z.object({
  code: z
    .string({ error: 'card.no-code' })
    .max(60, 'card.code-of-ten')
    .refine((typed) => typed.trim() !== '', 'card.no-code')
    .refine((typed) => typed.trim() === '' || readCode(typed) !== undefined, 'card.code-of-ten'),
});
const pinForm = z.object({ pin: pinField });

/** To be dictated: /carte. */
const CODE = '/connexion/carte';
const PIN = '/connexion/code-secret';
const SCANNED = '/carte/:secret';
/** What takes a turn is over in half a minute. */
const BUSY_SECONDS = 30;

export function cardSignInRoutes(services: Services): Router {
  const limits = cardLimits(services);
  const tried = createTriedCards(services.secure);
  const router = Router();
  router.use(['/carte', CODE, PIN], keepPrivate, limitFloods(services.countFlood, 'cards'));

  router.get('/carte', (_req, res) => {
    res.redirect(303, CODE);
  });

  router.get(CODE, async (req, res) => {
    res.render('cards/code', { isWaiting: await services.keptForms.isWaiting(req) });
  });

  // Nothing is looked up: what no card has comes to the next page, too.
  router.post(CODE, (req, res) => {
    const form = readForm(codeForm, req.body);
    if (!form.ok) {
      res.status(422).render('cards/code', formView(form));
      return;
    }
    tried.keep(res, { ...tried.read(req), code: readCode(form.values.code) });
    res.redirect(303, PIN);
  });

  router.get(PIN, (req, res) => {
    const { code } = tried.read(req);
    if (code === undefined) res.redirect(303, CODE);
    else showPin(res, { code });
  });

  router.post(PIN, async (req, res) => {
    const { code } = tried.read(req);
    if (code === undefined) res.redirect(303, CODE);
    else await open(req, res, { code });
  });

  router.get(SCANNED, (_req, res) => {
    showPin(res, {});
  });

  router.post(SCANNED, async (req, res) => {
    await open(req, res, { secret: param(req, 'secret') });
  });

  async function open(req: Request, res: Response, key: CardKey): Promise<void> {
    const form = readForm(pinForm, req.body);
    const code = 'code' in key ? key.code : undefined;
    if (!form.ok) {
      showPin(res.status(422), { code, refused: formView({ ...form, typed: {} }), req });
      return;
    }
    const { browser } = tried.read(req);
    const entered = await compare(req, { key, browser, pin: form.values.pin });
    if (entered) {
      const { person } = entered;
      tried.forget(res);
      // Whoever stops the card ends what it opened: looked at once more, nothing is missed.
      const opened = async () => {
        if (!(await entered.stillOpens())) await closeOf(services, person, 'card');
      };
      const kept = keptIn(req.body);
      await comeIn(services, req, res, { person, opened, way: 'card', kept });
      return;
    }
    tried.keep(res, { browser, code });
    const errors = [{ field: 'pin', message: say('card.pin-again') }];
    showPin(res.status(422), { code, refused: formView({ errors, typed: {} }), failed: true, req });
  }

  async function compare(
    req: Request,
    { key, browser, pin }: { key: CardKey; browser: string; pin: string },
  ): Promise<EnteredPerson | undefined> {
    const takeBack = await limits.count(req.ip, 'code' in key);
    try {
      const entered = await enterWithCard(services, { key, browser, pin });
      if (entered) await takeBack();
      return entered;
    } catch (error) {
      if (!(error instanceof TurnsTakenError)) throw error;
      await takeBack();
      throw new HttpError('BUSY', say('card.busy'), { retryAfter: BUSY_SECONDS });
    }
  }

  return router;
}

interface Shown {
  readonly code?: string | undefined;
  readonly refused?: ReturnType<typeof formView>;
  /** It was compared, and opens nothing. */
  readonly failed?: true;
  readonly req?: Request;
}

/** The secret code is never shown again; the code of the card is kept. */
function showPin(res: Response, { code, refused, failed, req }: Shown): void {
  res.render('cards/pin', {
    ...refused,
    failed,
    groups: code === undefined ? undefined : groupsOf(code),
    kept: keptIn(req?.body),
  });
}
