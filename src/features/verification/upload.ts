import type { RequestHandler } from 'express';
import multer from 'multer';
import { HttpError } from '../../web/errors.ts';

export const MOST_BYTES = 1_048_576;

const parse = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MOST_BYTES, files: 1, fields: 5, fieldSize: MOST_BYTES, parts: 7 },
}).single('file');

/** Reads a form in parts, with at most one `file`, into memory. */
export const upload: RequestHandler = (req, res, next) => {
  parse(req, res, (error: unknown) => {
    next(isBrokenForm(error) ? incomplete(error) : error);
  });
};

/** The parser's own complaints have no code: all are about what was sent. */
const isBrokenForm = (error: unknown): error is Error =>
  error instanceof Error && !('code' in error);

const incomplete = (cause: Error) =>
  new HttpError('BAD_REQUEST', 'Votre envoi est arrivé incomplet. Recommencez.', { cause });
