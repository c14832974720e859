import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Verification } from '../../credentials/verify.ts';
import {
  type FieldError,
  formView,
  optionalText,
  readForm,
  severalIn,
  typedIn,
} from '../../web/forms.ts';
import { presentChecks, verdictOf } from '../../web/present-verification.ts';
import { findOwnRevocation } from './own-badge.ts';
import { presentEndorsements } from './present-endorsements.ts';
import { type SourceServices, readSource } from './read-source.ts';
import { upload } from './upload.ts';
import type { Verifier } from './verifier.ts';

interface Services extends SourceServices {
  readonly limitStrangers: RequestHandler;
  readonly strangers: Pick<Verifier, 'verifyCredential'>;
  readonly clock: () => Date;
}

const nameForm = z.object({ name: optionalText(80) });

/** Anybody may verify any badge: no account, nothing kept. */
export function verificationRoutes(services: Services): Router {
  const { strangers, clock, limitStrangers } = services;
  const router = Router();

  router.get('/verifier', (req, res) => {
    const [link = ''] = severalIn(req.query, 'lien');
    res.render('verification/ask', { values: { source: link } });
  });

  router.post('/verifier', limitStrangers, upload, async (req, res) => {
    const form = readForm(nameForm, req.body);
    if (!form.ok) {
      refuse(res, req.body, form.errors);
      return;
    }
    const [pasted = ''] = severalIn(req.body, 'source');
    const given = req.file?.buffer ?? Buffer.from(pasted.trim());
    if (given.length === 0) {
      refuseSource(res, req.body, 'Collez un lien ou un badge, ou choisissez un fichier.');
      return;
    }
    const source = await readSource(services, given);
    if (source.kind === 'portfolio') res.redirect(303, source.path);
    else if (source.kind === 'unreadable') refuseSource(res, req.body, source.message.fr);
    else await answer(res, source.text, req.body, form.values.name);
  });

  async function answer(
    res: Response,
    text: string,
    body: unknown,
    name: string | undefined,
  ): Promise<void> {
    const verification = await strangers.verifyCredential(
      text,
      name === undefined ? {} : { holderName: name },
    );
    if (isNoBadge(verification)) {
      const message = 'Ceci n’est pas un badge : le texte n’est pas complet, ou a changé.';
      refuseSource(res, body, message);
      return;
    }
    res.set('Cache-Control', 'no-store');
    const checkedAt = clock().toISOString();
    const { credential, summary } = verification;
    const isRevoked = summary.standing === 'revoked' && credential !== undefined;
    const revocation = isRevoked ? await findOwnRevocation(services, credential) : undefined;
    res.render('verification/result', {
      verdict: verdictOf(verification, { checkedAt, revocation }),
      revocation,
      ...presentChecks(verification),
      ...whatItSays(verification),
      endorsements: presentEndorsements(verification),
      holder: nameOf(verification, name),
      checkedAt,
    });
  }

  /** What a badge says of itself: only a true signature makes it worth an image and a level. */
  function whatItSays({ summary, credential, issuer }: Verification) {
    const { publicUrl } = services.addresses;
    const authentic = summary.authentic === 'yes';
    const { imageUrl = '' } = credential ?? {};
    const own = authentic && imageUrl.startsWith(`${publicUrl}/badges/`);
    return {
      badge: credential,
      issuer,
      authentic,
      unanswered: summary.authentic === 'unknown',
      revoked: summary.standing === 'revoked',
      // Images from elsewhere are not fetched: their server would learn who verifies what.
      image: own ? imageUrl.slice(publicUrl.length) : undefined,
    };
  }

  return router;
}

/** The name as it is in the badge, if it is the one that was typed. */
function nameOf({ checks }: Verification, typed: string | undefined): string | undefined {
  const found = checks.find(({ id, outcome }) => id === 'recipient' && outcome === 'pass');
  return found && (found.spelling ?? typed);
}

/** Not even JSON: more likely a wrong paste than a forged badge. */
function isNoBadge({ checks }: Verification): boolean {
  return checks.length === 1 && checks[0]?.outcome === 'fail';
}

function refuseSource(res: Response, body: unknown, message: string): void {
  refuse(res, body, [{ field: 'source', message }]);
}

function refuse(res: Response, body: unknown, errors: readonly FieldError[]): void {
  // A badge is long: it comes back whole, up to what a field may hold.
  const [source = ''] = severalIn(body, 'source');
  const view = formView({ errors, typed: { ...typedIn(body), source } });
  res.status(422).render('verification/ask', view);
}
