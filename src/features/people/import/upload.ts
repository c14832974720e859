/** A form in parts with a list of people: at most one file, bounded before it is kept. */
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { say } from '../../../language/message.ts';
import { may } from '../../../badges/rights.ts';
import { HttpError } from '../../../problems/http-error.ts';
import { findVisitor } from '../../../web/sessions.ts';

const MOST_BYTES = 1_048_576;
/** What can be pasted, in bytes: two hundred lines, whatever the writing. */
const MOST_PASTED = 100_000;

/** Only who may add people has a file kept in memory: of anybody else, what was pasted (docs/adr/0046). */
const mayAdd = (req: Request): boolean => {
  const visitor = findVisitor(req);
  return visitor !== undefined && may(visitor.person, 'add cooperants');
};

const parse = multer({
  storage: multer.memoryStorage(),
  fileFilter: (req: Request, _file, done) => {
    done(null, mayAdd(req));
  },
  limits: { fileSize: MOST_BYTES, files: 1, fields: 6, fieldSize: MOST_PASTED, parts: 8 },
}).single('file');

const tooLarge = new WeakSet<Request>();

export const isTooLarge = (req: Request): boolean => tooLarge.has(req);

/** What is too large is no error: the form says so, beside what was typed. */
export const uploadList: RequestHandler = (req, res, next) => {
  parse(req, res, (error: unknown) => {
    const isLarge =
      error instanceof MulterError && ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code);
    if (isLarge) tooLarge.add(req);
    next(isLarge || !error ? undefined : incomplete(error));
  });
};

const incomplete = (cause: unknown) =>
  new HttpError('BAD_REQUEST', say('people.list.incomplete'), { cause });
