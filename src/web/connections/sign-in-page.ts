/** The page to sign in on, with each way that is there. */
import type { Request, Response } from 'express';
import { type FieldError, formView, type Typed } from '../forms.ts';
import { isPhone } from './device.ts';

export function showSignIn(
  req: Request,
  res: Response,
  errors: readonly FieldError[] = [],
  typed: Typed = {},
): void {
  res.render('sign-in/ask', {
    isPhone: isPhone(req.get('user-agent')),
    ...(errors.length > 0 && formView({ errors, typed })),
  });
}
