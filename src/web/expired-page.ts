/** A form whose session has ended, or changed: a page that leads on and loses nothing. */
import type { Request, Response } from 'express';
import { typedIn } from './forms.ts';

/**
 * What was typed is shown, to be copied: it was not kept anywhere. Our own page sent it
 * (forgery.ts), so nobody else chose these words. Stored by this browser alone, so that « back »
 * from the sign-in page finds it again; no person's data are on it but those just typed.
 */
export function answerExpired(req: Request, res: Response): void {
  res.set('Cache-Control', 'private, no-cache');
  res.render('errors/expired', { texts: textsIn(req.body) });
}

/** Several words: what a person wrote, and not an id, a choice or a token. Ours begin with `_`. */
function textsIn(body: unknown): readonly string[] {
  return Object.entries(typedIn(body))
    .filter(([name]) => !name.startsWith('_'))
    .map(([, text]) => text.trim())
    .filter((text) => /\s/.test(text));
}
