/** « Avec ce téléphone »: the lock of a device, in place of a letter or a card. Whatever fails gets one answer. */
import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { say } from '../../language/message.ts';
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { closeOf } from '../../web/connections/connections.ts';
import { comeIn, keptIn } from '../../web/connections/entering.ts';
import { createSignInPage } from '../../web/connections/sign-in-page.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { failureLimits } from '../../web/limits/failure-limits.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { allowOurScripts, keepPrivate } from '../../web/security-headers.ts';
import type { Sessions } from '../../web/sessions.ts';
import { assertionIn } from './answers.ts';
import { createChallenges } from './challenges.ts';
import { enterWithPasskey, type OwnerOfPasskey } from './enter-with-passkey.ts';
import { createRelyingParty } from './relying-party.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly secure: boolean;
  readonly sessions: Sessions;
  readonly keptForms: KeptForms;
  readonly countFlood: CountFlood;
  readonly log: Logger;
}

const PATH = '/connexion/telephone';
const USE = 'enter';

export function passkeySignInRoutes(services: Services): Router {
  const relyingParty = createRelyingParty(services.addresses);
  const challenges = createChallenges(services);
  const limits = failureLimits(services, 'passkeys', say('passkey.many-failures'));
  const showSignIn = createSignInPage(services);
  const router = Router();
  router.use(PATH, keepPrivate, limitFloods(services.countFlood, 'passkeys'));

  // Where one comes back to from an answer, in another language.
  router.get(PATH, (_req, res) => {
    res.redirect(303, '/connexion');
  });

  // For our script: what the device is to sign.
  router.post(`${PATH}/debut`, async (_req, res) => {
    res.json(await relyingParty.optionsToEnter(challenges.draw(res, USE)));
  });

  router.post(PATH, allowOurScripts, async (req, res) => {
    const takeBack = await limits.count(req.ip);
    const entered = await enter(req, res);
    if (!entered) {
      const errors = [{ field: 'passkey', message: say('passkey.failed') }];
      await showSignIn(req, res.status(422), errors);
      return;
    }
    await takeBack();
    const { person, passkey } = entered;
    const { addedBy } = passkey;
    // Whoever stops a card ends the devices that were added with it: looked at once more, nothing is missed.
    const opened = async () => {
      if (!(await services.store.passkeys.findById(passkey.id)))
        await closeOf(services, person, 'passkey');
    };
    const kept = keptIn(req.body);
    await comeIn(services, req, res, { person, opened, way: 'passkey', addedBy, kept });
  });

  async function enter(req: Request, res: Response): Promise<OwnerOfPasskey | undefined> {
    const answer = assertionIn(req.body);
    const challenge = await challenges.take(req, res, USE);
    if (!answer || challenge === undefined) return undefined;
    return enterWithPasskey({ ...services, relyingParty }, answer, challenge);
  }

  return router;
}
