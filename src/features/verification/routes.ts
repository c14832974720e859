import { MAX_JWT_LENGTH } from '../../credentials/jwt/compact.ts';
import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { withBakingNotes } from '../../credentials/baking/with-notes.ts';
import type { Verification } from '../../credentials/verify.ts';
import {
  type FieldError,
  formView,
  optionalText,
  readForm,
  severalIn,
  typedIn,
} from '../../web/forms.ts';
import { keepOutOfCaches } from '../../web/security-headers.ts';
import { clientOf, type Client } from '../../web/work-budget.ts';
import type { BoundedVerifier } from './bounded-verifier.ts';
import { findOwn, type OwnServices } from './own-badge.ts';
import { presentResult } from './present-result.ts';
import { readSource, type Source, type SourceServices } from './read-source.ts';
import { refusalOf, upload } from './upload.ts';

interface Services extends SourceServices, OwnServices {
  readonly limitStrangers: RequestHandler;
  /** What a stranger hands in is verified within bounds, in their turn. */
  readonly verifierFor: (client: Client) => BoundedVerifier;
  readonly clock: () => Date;
}

const nameForm = z.object({ name: optionalText(80) });

/** Anybody may verify any badge: no account, nothing kept. */
export function verificationRoutes(services: Services): Router {
  const { verifierFor, clock, limitStrangers } = services;
  const router = Router();

  router.get('/verifier', (req, res) => {
    const [link = ''] = severalIn(req.query, 'lien');
    res.render('verification/ask', { values: { source: link } });
  });

  router.post('/verifier', limitStrangers, upload, async (req, res) => {
    // What was pasted has a person behind it, and « back » from the badge's criteria finds the answer.
    keepOutOfCaches(req, res);
    const tooLarge = refusalOf(req);
    if (tooLarge) {
      refuse(res.status(413), req.body, [tooLarge]);
      return;
    }
    const form = readForm(nameForm, req.body);
    if (!form.ok) {
      refuse(res.status(422), req.body, form.errors);
      return;
    }
    const [pasted = ''] = severalIn(req.body, 'source');
    const given = req.file?.buffer ?? Buffer.from(pasted.trim());
    if (given.length === 0) {
      refuseSource(res, req.body, 'Collez un lien ou un badge, ou choisissez un fichier.');
      return;
    }
    const source = await readSource(services, verifierFor(clientOf(req)), given);
    if (source.kind === 'portfolio') res.redirect(303, source.path);
    else if (source.kind === 'unreadable') refuseSource(res, req.body, source.message.fr);
    else await answer(res, source, req.body, form.values.name);
  });

  async function answer(
    res: Response,
    { text, notes }: Extract<Source, { kind: 'text' }>,
    body: unknown,
    name: string | undefined,
  ): Promise<void> {
    const verifier = verifierFor(clientOf(res.req));
    const asked = name === undefined ? {} : { holderName: name };
    const verification = withBakingNotes(await verifier.verifyCredential(text, asked), notes);
    const unread = unreadIn(verification);
    if (unread !== undefined) {
      refuseSource(res, body, unread);
      return;
    }
    res.render(
      'verification/result',
      presentResult(verification, {
        publicUrl: services.addresses.publicUrl,
        checkedAt: clock().toISOString(),
        name,
        own: await findOwn(services, verification),
      }),
    );
  }

  return router;
}

/** Not even JSON, or more than is read: more likely a wrong paste than a forged badge. */
function unreadIn({ checks, summary }: Verification): string | undefined {
  const [format, second] = checks;
  const isRead = format?.outcome !== 'fail' || second !== undefined;
  if (isRead || summary.standard === 'ambiguous') return undefined;
  return summary.signature === 'none'
    ? 'Ceci n’est pas un badge : le texte n’est pas complet, ou a changé.'
    : format.sentence.fr;
}

function refuseSource(res: Response, body: unknown, message: string): void {
  refuse(res.status(422), body, [{ field: 'source', message }]);
}

function refuse(res: Response, body: unknown, errors: readonly FieldError[]): void {
  // A badge is long: it comes back whole, up to what a field may hold.
  const [source = ''] = severalIn(body, 'source');
  const typed = { ...typedIn(body), source: source.slice(0, MAX_JWT_LENGTH) };
  const view = formView({ errors, typed });
  res.render('verification/ask', view);
}
