import express, { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { FORMATS, namesOf } from '../../credentials/formats/formats.ts';
import { withBakingNotes } from '../../credentials/baking/with-notes.ts';
import { withSentences } from '../../credentials/verify/with-sentences.ts';
import type { Languages } from '../../language/languages.ts';
import { HttpError, programError } from '../../problems/http-error.ts';
import { optionalText, severalIn } from '../../web/forms.ts';
import { openToPrograms } from '../../web/security-headers.ts';
import { described } from '../../web/api/verification-schema.ts';
import type { Client } from '../../threads/client.ts';
import { clientOf } from '../../web/limits/work-budget.ts';
import type { BoundedVerifier } from './bounded-verifier.ts';
import { readSource, type Source, type SourceServices } from './read-source.ts';
import { MOST_BYTES, refusalOf, upload } from './upload.ts';

interface Services extends SourceServices {
  readonly languages: Languages;
  readonly limitClients: RequestHandler;
  /** What a stranger hands in is verified within bounds, in their turn. */
  readonly verifierFor: (client: Client) => BoundedVerifier;
}

const anything = express.raw({ type: () => true, limit: MOST_BYTES });
const names = z.object({ name: optionalText(80) });

/** What the page « Vérifier » does, for programs: nothing kept, no account (docs/adr/0017). */
export function verificationApiRoutes(services: Services): Router {
  const { english } = services.languages;
  const router = Router();

  router.use('/api/verify', openToPrograms, services.limitClients);
  router.post('/api/verify', upload, anything, async (req, res) => {
    const verifier = services.verifierFor(clientOf(req));
    const source = await readSource(services, verifier, givenIn(req));
    if (source.kind !== 'text') throw refusing(source);
    const name = nameIn(req);
    const verification = await verifier.verifyCredential(
      source.text,
      name === undefined ? {} : { holderName: name },
    );
    const answer = withSentences(withBakingNotes(verification, source.notes), (said) =>
      english.say(said),
    );
    res.set('Cache-Control', 'no-store').json(described(answer));
  });

  return router;
}

/** The body itself, or the `file` or `source` of a form in parts. */
function givenIn(req: Request): Uint8Array {
  const tooLarge = refusalOf(req);
  if (tooLarge) throw programError('TOO_LARGE', `${tooLarge.field}: at most ${MOST_BYTES} bytes.`);
  const body: unknown = req.body;
  const [pasted = ''] = severalIn(body, 'source');
  const given = req.file?.buffer ?? (Buffer.isBuffer(body) ? body : Buffer.from(pasted.trim()));
  if (given.length > 0) return given;
  throw programError(
    'BAD_REQUEST',
    `Send a badge: its ${namesOf(FORMATS)}, or its address as text.`,
  );
}

/** Only in a form: an address, or a header, would be written into logs. */
function nameIn(req: Request): string | undefined {
  const [name] = severalIn(req.body, 'name');
  const read = names.safeParse({ name });
  if (read.success) return read.data.name;
  throw programError('BAD_REQUEST', 'name: expected at most 80 characters, on one line.');
}

function refusing(source: Exclude<Source, { kind: 'text' }>): HttpError {
  return source.kind === 'unreadable'
    ? new HttpError('UNPROCESSABLE', source.message)
    : programError('UNPROCESSABLE', A_PORTFOLIO);
}

const A_PORTFOLIO =
  'This is a portfolio, or a page of one, and not a badge: give the file of one badge.';
