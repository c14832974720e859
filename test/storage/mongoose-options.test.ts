/** What is acknowledged is safe, whatever stands in MONGODB_URI, and however little. */
import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { driverOptions } from '../../src/storage/mongoose/open-mongoose.ts';

/** As the driver reads them; it calls nobody yet. */
function optionsFor(uri: string) {
  const { dbName: _name, ...options } = driverOptions(uri);
  return new mongoose.mongo.MongoClient(uri, options).options;
}

it.each([
  'mongodb://one,two,three/kpa-badges?replicaSet=badges',
  'mongodb://one/',
  'mongodb://one/?w=1&journal=false&retryWrites=false&readPreference=secondary',
])('%s', (uri) => {
  const { writeConcern, retryWrites, readPreference } = optionsFor(uri);
  expect(writeConcern).toMatchObject({ w: 'majority', journal: true });
  expect(retryWrites).toBe(true);
  expect(readPreference.mode).toBe('primary');
});
