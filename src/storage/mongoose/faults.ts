/** What the driver says when the server, or the way to it, is at fault. */
import mongoose from 'mongoose';

const {
  MongoServerError,
  MongoNetworkError,
  MongoServerSelectionError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
} = mongoose.mongo;

/** No answer at all. Mongoose has an error of its own for the first time. */
const SILENCE = [
  MongoNetworkError,
  MongoServerSelectionError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  mongoose.Error.MongooseServerSelectionError,
] as const;

/** By MongoDB's error codes (mongodb/mongo, src/mongo/base/error_codes.yml). */
const SENTENCES: ReadonlyMap<unknown, string> = new Map([
  [13, 'it does not let us in: look at the user in MONGODB_URI'],
  [18, 'it does not let us in: look at the user and the password in MONGODB_URI'],
  [8000, 'it does not let us in: look at the user and the password in MONGODB_URI'],
  [14031, 'its disk is full'],
  ...[64, 91, 189, 10107, 11600, 11602, 13435, 13436].map(
    (code) => [code, 'it is stopping, or another server takes its place'] as const,
  ),
]);

/** Undefined for what is no fault of the storage. */
export function faultOf(error: unknown): string | undefined {
  if (error instanceof MongoServerError) return SENTENCES.get(error.code);
  return SILENCE.some((kind) => error instanceof kind) ? 'it does not answer' : undefined;
}
