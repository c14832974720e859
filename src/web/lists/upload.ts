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

/**
 * Only of who may do this a file is kept in memory: of anybody else, what was pasted (docs/adr/0046). What is
 * too large is no error: the form says so, beside what was typed. `mostPasted`: in bytes.
 */
export function uploadList(act: Act, mostPasted: number): RequestHandler {
  const parse = multer({
    storage: multer.memoryStorage(),
    fileFilter: (req: Request, _file, done) => {
      const visitor = findVisitor(req);
      done(null, visitor !== undefined && may(visitor.person, act));
    },
    limits: { fileSize: MOST_BYTES, files: 1, fields: 6, fieldSize: mostPasted, parts: 8 },
  }).single('file');
  return (req, res, next) => {
    parse(req, res, (error: unknown) => {
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
