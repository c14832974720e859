/** A form that could not be taken, whatever was wrong: what was typed in it is not lost (docs/adr/0046). */
import type { ErrorRequestHandler, Request, Response } from 'express';
import { HttpError } from '../../problems/http-error.ts';
import { ProofNeededError } from '../connections/proof.ts';
import { textsIn } from '../expired-page.ts';
import { typedIn } from '../forms.ts';
import { findVisitor, keepPlace } from '../sessions.ts';
import type { KeptForms } from './kept-forms.ts';
import { mayComeBack } from './secret-fields.ts';

interface Services {
  readonly keptForms: KeptForms;
}

/** Where somebody shows again who they are. */
export const PROOF = '/preuve';

/** Before the handler of errors, which tells the rest. */
export function keepRefusedForms({ keptForms }: Services): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    const isForm = req.method === 'POST' && !isForOthers(error);
    // What the store does not take, or is too much, is told as before: to be copied.
    const keeping = isForm && !res.headersSent && isWorthIt(error, req);
    const kept = keeping ? await keptForms.keep(req, res).catch(() => undefined) : undefined;
    const onward = onwardFrom(error, req, kept);
    if (onward !== undefined && !res.headersSent) res.redirect(303, onward);
    else {
      if (isForm) tell(error, req, res, kept);
      next(error);
    }
  };
}

interface Kept {
  readonly address: string;
  readonly personId: string;
}

const isRefusedAs = (code: HttpError['code']) => (error: unknown) =>
  error instanceof HttpError && error.code === code;
/** Not one that another site sent, nor one for which there is no right. */
const isForOthers = isRefusedAs('FORBIDDEN');
const isExpired = isRefusedAs('EXPIRED');
const isGone = isRefusedAs('NOT_FOUND');

/** Whoever has to come in first comes back to the page of a button, too; an error tells of it anyway. */
const isWorthIt = (error: unknown, { body }: Request): boolean =>
  isExpired(error) ||
  error instanceof ProofNeededError ||
  Object.entries(typedIn(body)).some(
    ([name, value]) => name !== 'act' && mayComeBack(name) && value !== '',
  );

/** Undefined: a page says what is wrong. */
function onwardFrom(error: unknown, req: Request, kept: Kept | undefined): string | undefined {
  if (error instanceof ProofNeededError) {
    if (req.method === 'GET') keepPlace(req);
    return PROOF;
  }
  if (!isExpired(error) || !kept) return undefined;
  const visitor = findVisitor(req);
  if (!visitor) return '/connexion';
  return visitor.person.id === kept.personId ? kept.address : undefined;
}

/** Read by templates/errors. Whoever is here now does not read what somebody else had typed. */
function tell(error: unknown, req: Request, res: Response, kept: Kept | undefined): void {
  const visitor = findVisitor(req);
  const isTheirs = kept === undefined || kept.personId === visitor?.person.id;
  res.locals['keptForAnother'] = !isTheirs;
  if (!visitor || !isTheirs) return;
  const resumable = isGone(error) ? undefined : kept;
  res.locals['resumedAt'] = resumable?.address;
  res.locals['typedTexts'] = resumable ? [] : textsIn(req.body);
}
