import type { Request, RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { IMAGE_FORMATS, SIGNATURE_FORMATS } from '../../credentials/formats/formats.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { type FieldError, severalIn } from '../../web/forms.ts';
import { TOO_LONG } from './read-file.ts';

export const MOST_BYTES = 1_048_576;
const formats = [...IMAGE_FORMATS, ...SIGNATURE_FORMATS];
/** What a chooser of files offers. Some systems call the text of a badge plain, or know it as a bare JWT. */
export const FILES_TAKEN = [
  ...formats.map(({ extension }) => `.${extension}`),
  ...['.txt', 'text/plain', 'application/jwt'],
  ...formats.flatMap(({ mediaType, aliases = [] }) => [mediaType, ...aliases]),
].join();

/** A photograph taken for a badge is read to its end, so that the rest of the form is known. */
const READ_ON = 16 * MOST_BYTES;

/** Keeps as much as is read, in memory, and lets the rest pass. */
const storage: StorageEngine = {
  _handleFile(_req, { stream }, done) {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    stream.on('error', done);
    stream.on('end', () => {
      done(null, { size, buffer: Buffer.concat(chunks) });
    });
  },
  _removeFile(_req, _file, done) {
    done(null);
  },
};

const parse = multer({
  storage,
  limits: { fileSize: READ_ON, files: 1, fields: 5, fieldSize: MOST_BYTES, parts: 7 },
}).single('file');

const refusals = new WeakMap<Request, FieldError>();

/** What of the form was too large to be read: a sentence beside its field. */
export const refusalOf = (req: Request): FieldError | undefined => refusals.get(req);

/**
 * Of a form that does not come in parts, as when its language is changed: each byte of a letter that is not
 * ASCII takes three there (URL, application/x-www-form-urlencoded). Its fields are no longer for that.
 */
export const MOST_ENCODED = 3 * MOST_BYTES;

/** Reads a form in parts, with at most one `file`. What is too large is no error: see `refusalOf`. */
export const upload: RequestHandler = (req, res, next) => {
  parse(req, res, (error: unknown) => {
    const refusal = tooLarge(req, error);
    if (refusal) refusals.set(req, refusal);
    next(refusal ? undefined : isBrokenForm(error) ? incomplete(error) : error);
  });
};

const FILE: FieldError = { field: 'file', message: say('verify.file-too-large') };
const SOURCE: FieldError = { field: 'source', message: TOO_LONG };

function tooLarge({ file, body }: Request, error: unknown): FieldError | undefined {
  const [source = ''] = severalIn(body, 'source');
  const code = error instanceof MulterError ? error.code : undefined;
  if (code === 'LIMIT_FILE_SIZE' || (!error && file && file.size > MOST_BYTES)) return FILE;
  const isTooLong =
    code === 'LIMIT_FIELD_VALUE' || (!error && Buffer.byteLength(source) > MOST_BYTES);
  return isTooLong ? SOURCE : undefined;
}

/** The parser's own complaints have no code: all are about what was sent. */
const isBrokenForm = (error: unknown): error is Error =>
  error instanceof Error && !('code' in error);

const incomplete = (cause: Error) =>
  new HttpError('BAD_REQUEST', say('verify.incomplete'), { cause });
