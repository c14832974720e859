/**
 * A form in parts with a photo, a document or a sound: one file, held in memory while it is read, and so few
 * at once that all of them together are little (docs/adr/0051).
 */
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { type Act, may } from '../../badges/rights.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { findVisitor } from '../sessions.ts';

export interface Upload {
  /** Of whoever may do this, the file is taken. */
  readonly act: Act;
  readonly mostBytes: number;
}

/** Each person who took part can be ticked. */
const MOST_FIELDS = 70;
/** In this process, and of one person: whoever sends twenty at once leaves room to the others. */
const AT_ONCE = 6;
const OF_ONE_AT_ONCE = 2;
const RETRY_AFTER = 20;

const parserOf = ({ act, mostBytes }: Upload) =>
  multer({
    storage: multer.memoryStorage(),
    // Of whoever may not, what was typed is read, and no file.
    fileFilter: (req: Request, _file, done) => {
      const visitor = findVisitor(req);
      done(null, visitor !== undefined && may(visitor.person, act));
    },
    limits: {
      ...{ fileSize: mostBytes, files: 1, fields: MOST_FIELDS, fieldSize: 20_000 },
      parts: MOST_FIELDS + 1,
    },
  }).single('file');

const tooLarge = new WeakSet<Request>();

export const isTooLarge = (req: Request): boolean => tooLarge.has(req);

/** What is too large is no error: the form says so, beside what was typed. */
export function createUpload(upload: Upload): RequestHandler {
  const parse = parserOf(upload);
  return (req, res, next) => {
    const place = enter(findVisitor(req)?.person.id ?? 'nobody');
    if (place instanceof HttpError) {
      // Who is still sending reads no answer: what comes is read past, and kept nowhere.
      req.resume().once('end', () => {
        next(place);
      });
      return;
    }
    res.once('close', place.leave);
    parse(req, res, (error: unknown) => {
      const isLarge = error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE';
      if (isLarge) tooLarge.add(req);
      next(isLarge || !error ? undefined : incomplete(error));
    });
  };
}

const incomplete = (cause: unknown) =>
  new HttpError('BAD_REQUEST', say('exhibit.incomplete'), { cause });

/** A place to be left again, or why there is none. */
function createPlaces() {
  const held = new Map<string, number>();
  let all = 0;
  return (who: string): HttpError | { readonly leave: () => void } => {
    const mine = held.get(who) ?? 0;
    if (mine >= OF_ONE_AT_ONCE) {
      return new HttpError('TOO_MANY', say('exhibit.one-by-one'), { retryAfter: RETRY_AFTER });
    }
    if (all >= AT_ONCE) {
      return new HttpError('BUSY', say('limit.busy'), { retryAfter: RETRY_AFTER });
    }
    held.set(who, mine + 1);
    all += 1;
    const leave = () => {
      all -= 1;
      const left = (held.get(who) ?? 1) - 1;
      if (left === 0) held.delete(who);
      else held.set(who, left);
    };
    return { leave };
  };
}

/** For all files, of whichever kind. */
const enter = createPlaces();
