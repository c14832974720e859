import { MAX_JWT_LENGTH } from '../../credentials/jwt/compact.ts';
import { type Response, Router } from 'express';
import { z } from 'zod';
import { everyUrl } from '../../badges/addresses.ts';
import { withBakingNotes } from '../../credentials/baking/with-notes.ts';
import { ofCore } from '../../answers/of-core.ts';
import { type Message, say } from '../../language/message.ts';
import type { Verification } from '../../credentials/verify/verify.ts';
import {
  type FieldError,
  formView,
  optionalText,
  readForm,
  severalIn,
  typedIn,
} from '../../web/forms.ts';
import { keepOutOfCaches } from '../../web/security-headers.ts';
import { languageOf } from '../../web/page-language.ts';
import type { Client } from '../../threads/client.ts';
import { clientOf } from '../../web/limits/work-budget.ts';
import type { BoundedVerifier } from './bounded-verifier.ts';
import { findOwn, type OwnServices } from './own-badge.ts';
import { isOfAnother } from './portfolio-name.ts';
import { presentResult } from './result/present-result.ts';
import { readSource, type Source, type SourceServices } from './read-source.ts';
import { FILES_TAKEN, refusalOf, upload } from './upload.ts';

interface Services extends SourceServices, OwnServices {
  /** What a stranger hands in is verified within bounds, in their turn. */
  readonly verifierFor: (client: Client) => BoundedVerifier;
  readonly clock: () => Date;
}

const nameForm = z.object({ name: optionalText(80) });

/** Anybody may verify any badge: no account, nothing kept. Behind what limits clients. */
export function verificationRoutes(services: Services): Router {
  const { verifierFor, clock } = services;
  const router = Router();

  router.get('/verifier', (req, res) => {
    const [link = ''] = severalIn(req.query, 'lien');
    res.render('verification/ask', { values: { source: link }, filesTaken: FILES_TAKEN });
  });

  router.post('/verifier', upload, async (req, res) => {
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
    // A file that is empty is none, if there is something else.
    const file = req.file?.buffer.length === 0 && pasted.trim() !== '' ? undefined : req.file;
    if (file && pasted.trim() !== '') {
      refuse(res.status(422), req.body, [{ field: 'source', message: say('verify.two-given') }]);
      return;
    }
    const given = file?.buffer ?? Buffer.from(pasted.trim());
    if (given.length === 0) {
      refuseSource(res, file ? say('verify.file-empty') : say('verify.nothing-given'));
      return;
    }
    const source = await readSource(services, verifierFor(clientOf(req)), given);
    const { name } = form.values;
    if (source.kind === 'portfolio') await lead(res, source.path, name);
    else if (source.kind === 'unreadable') refuseSource(res, source.message);
    else await answer(res, source, { name, pasted: file ? undefined : pasted });
  });

  /** To the page of the portfolio, which says the name: not in an address, where it would be kept. */
  async function lead(res: Response, path: string, name: string | undefined): Promise<void> {
    const isOther = name !== undefined && (await isOfAnother(services, path, name));
    const message = say('verify.link-of-another');
    if (isOther) refuse(res.status(422), res.req.body, [{ field: 'name', message }]);
    else res.redirect(303, name === undefined ? path : `${path}?nom`);
  }

  async function answer(
    res: Response,
    { text, notes }: Extract<Source, { kind: 'text' }>,
    { name, pasted }: { readonly name: string | undefined; readonly pasted: string | undefined },
  ): Promise<void> {
    const verifier = verifierFor(clientOf(res.req));
    const asked = name === undefined ? {} : { holderName: name };
    const verification = withBakingNotes(await verifier.verifyCredential(text, asked), notes);
    const unread = unreadIn(verification);
    if (unread !== undefined) {
      refuseSource(res, unread);
      return;
    }
    res.render(
      'verification/result',
      presentResult(verification, {
        publicUrls: everyUrl(services.addresses),
        definitions: services.definitions.in(languageOf(res.req).code),
        checkedAt: clock().toISOString(),
        name,
        own: await findOwn(services, verification),
        again: pasted ?? text,
      }),
    );
  }

  return router;
}

/** Not even JSON, or more than is read: more likely a wrong paste than a forged badge. */
function unreadIn({ checks, summary }: Verification): Message | undefined {
  const [format, second] = checks;
  const isRead = format?.outcome !== 'fail' || second !== undefined;
  if (isRead || summary.standard === 'ambiguous') return undefined;
  return summary.signature === 'none' ? say('verify.text-broken') : ofCore(format);
}

/** Beside what was given: the file, or what was pasted. */
function refuseSource(res: Response, message: Message): void {
  const field = res.req.file ? 'file' : 'source';
  refuse(res.status(422), res.req.body, [{ field, message }]);
}

function refuse(res: Response, body: unknown, errors: readonly FieldError[]): void {
  // A badge is long: it comes back whole, up to what a field may hold.
  const [source = ''] = severalIn(body, 'source');
  const typed = { ...typedIn(body), source: source.slice(0, MAX_JWT_LENGTH) };
  const view = formView({ errors, typed });
  // No page can keep a file. What is said beside one says enough.
  const isLost = res.req.file !== undefined && errors.every(({ field }) => field !== 'file');
  const lost = isLost && { fileLost: true };
  res.render('verification/ask', { ...view, ...lost, filesTaken: FILES_TAKEN });
}
