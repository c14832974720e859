/** A form whose session has ended, or changed: a page that leads on and loses nothing. */
import type { Request, Response } from 'express';
import { typedIn } from './forms.ts';
import { mayComeBack } from './kept/secret-fields.ts';

/**
 * What could not be kept (docs/adr/0046) is shown, to be copied. Our own page sent it
 * (forgery.ts), so nobody else chose these words. Stored by this browser alone, so that « back »
 * from the sign-in page finds it again; no person's data are on it but those just typed.
 */
export function answerExpired(req: Request, res: Response): void {
  res.set('Cache-Control', 'private, no-cache');
  const isOfAnother = res.locals['keptForAnother'] === true;
  res.render('errors/expired', { texts: isOfAnother ? [] : textsIn(req.body) });
}

/** Several words: what a person wrote, and not an id, a choice or a token. */
export function textsIn(body: unknown): readonly string[] {
  return Object.entries(typedIn(body))
    .filter(([name]) => mayComeBack(name))
    .map(([, text]) => text.trim())
    .filter((text) => /\s/.test(text));
}
