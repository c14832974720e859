/** What is acknowledged is safe, whatever stands in MONGODB_URI, and however little; nobody waits long. */
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

it('a server that is silent counts as gone in ten seconds, unless the URI says otherwise', () => {
  const usual = optionsFor('mongodb://one/');
  expect(usual.connectTimeoutMS + usual.heartbeatFrequencyMS).toBe(10_000);
  expect(usual.serverSelectionTimeoutMS).toBe(10_000);
  const given = 'connectTimeoutMS=30000&heartbeatFrequencyMS=7000&serverSelectionTimeoutMS=1000';
  expect(optionsFor(`mongodb://one/?${given}`)).toMatchObject({
    connectTimeoutMS: 30_000,
    heartbeatFrequencyMS: 7_000,
    serverSelectionTimeoutMS: 1_000,
  });
});
