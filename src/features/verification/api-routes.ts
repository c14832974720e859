import express, { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Words } from '../../credentials/verification.ts';
import { HttpError, programError } from '../../web/errors.ts';
import { optionalText, severalIn } from '../../web/forms.ts';
import { openToPrograms } from '../../web/security-headers.ts';
import { described } from '../../web/verification-schema.ts';
import { readSource, type Source, type SourceServices } from './read-source.ts';
import { MOST_BYTES, upload } from './upload.ts';
import type { Verifier } from './verifier.ts';

interface Services extends SourceServices {
  readonly limitStrangers: RequestHandler;
  /** What a stranger hands in is verified within bounds. */
  readonly strangers: Pick<Verifier, 'verifyCredential'>;
}

const anything = express.raw({ type: () => true, limit: MOST_BYTES });
const names = z.object({ name: optionalText(80) });

/** What the page « Vérifier » does, for programs: nothing kept, no account (docs/adr/0017). */
export function verificationApiRoutes(services: Services): Router {
  const router = Router();

  router.use('/api/verify', openToPrograms, services.limitStrangers);
  router.post('/api/verify', upload, anything, async (req, res) => {
    const source = await readSource(services, givenIn(req));
    if (source.kind !== 'text') throw new HttpError('UNPROCESSABLE', whyNot(source));
    const name = nameIn(req);
    const verification = await services.strangers.verifyCredential(
      source.text,
      name === undefined ? {} : { holderName: name },
    );
    res.set('Cache-Control', 'no-store').json(described(verification));
  });

  return router;
}

/** The body itself, or the `file` or `source` of a form in parts. */
function givenIn(req: Request): Uint8Array {
  const body: unknown = req.body;
  const [pasted = ''] = severalIn(body, 'source');
  const given = req.file?.buffer ?? (Buffer.isBuffer(body) ? body : Buffer.from(pasted.trim()));
  if (given.length > 0) return given;
  throw programError(
    'BAD_REQUEST',
    'Send a badge: its JSON, its JWT, its PNG or SVG, or its address as text.',
  );
}

/** Only in a form: an address, or a header, would be written into logs. */
function nameIn(req: Request): string | undefined {
  const [name] = severalIn(req.body, 'name');
  const read = names.safeParse({ name });
  if (read.success) return read.data.name;
  throw programError('BAD_REQUEST', 'name: expected at most 80 characters, on one line.');
}

function whyNot(source: Exclude<Source, { kind: 'text' }>): Words {
  return source.kind === 'unreadable' ? source.message : PORTFOLIO;
}

const PORTFOLIO: Words = {
  fr: 'C’est un portfolio, et non un badge. Donnez l’adresse d’un seul badge.',
  en: 'This is a portfolio, not a badge: give the address of one badge.',
};
