/** A form in parts with a list of a spreadsheet: at most one file, bounded before it is kept. */
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { say } from '../../language/message.ts';
import { type Act, may } from '../../badges/rights.ts';
import { HttpError } from '../../problems/http-error.ts';
import { findVisitor } from '../sessions.ts';

const MOST_BYTES = 1_048_576;

const tooLarge = new WeakSet<Request>();

export const isTooLarge = (req: Request): boolean => tooLarge.has(req);

/** Of who may not do it, or is not in any more: what was pasted is kept for them, up to so many bytes. */
const MOST_OF_OTHERS = 100_000;

const parserOf = (fieldSize: number, takesFile: boolean) =>
  multer({
    storage: multer.memoryStorage(),
    fileFilter: (_req, _file, done) => {
      done(null, takesFile);
    },
    limits: { fileSize: MOST_BYTES, files: 1, fields: 6, fieldSize, parts: 8 },
  }).single('file');

/**
 * Only of who may do this a file is kept in memory: of anybody else, what was pasted (docs/adr/0046). What is
 * too large is no error: the form says so, beside what was typed. `mostPasted`: in bytes.
 */
export function uploadList(act: Act, mostPasted: number): RequestHandler {
  const parse = parserOf(mostPasted, true);
  const parseOthers = parserOf(Math.min(mostPasted, MOST_OF_OTHERS), false);
  return (req, res, next) => {
    const visitor = findVisitor(req);
    const mayDoIt = visitor !== undefined && may(visitor.person, act);
    (mayDoIt ? parse : parseOthers)(req, res, (error: unknown) => {
      const isLarge =
        error instanceof MulterError &&
        ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code);
      if (isLarge) tooLarge.add(req);
      next(isLarge || !error ? undefined : incomplete(error));
    });
  };
}

const incomplete = (cause: unknown) =>
  new HttpError('BAD_REQUEST', say('people.list.incomplete'), { cause });
