import { describe, expect, it } from 'vitest';
import { openMongoose } from '../../src/storage/mongoose/open-mongoose.ts';
import { storageContract } from '../contracts/storage.contract.ts';
import { mongoPlace } from '../support/storage/databases.ts';

const uri = process.env['MONGODB_URI'];

if (uri === undefined) {
  process.stdout.write('The MongoDB part of the storage contract is skipped: no MONGODB_URI.\n');
}

describe.skipIf(uri === undefined)('MongoDB', () => {
  if (uri === undefined) return;
  storageContract(() => Promise.resolve(mongoPlace(uri)));

  it('describes itself without credentials', async () => {
    const database = await openMongoose({ uri, name: 'described' });
    expect(database.description).toMatch(/^MongoDB at [^@?]+:[0-9]+, database described$/);
    await database.close();
  });
});

describe('MongoDB that cannot be reached', () => {
  it.each([
    ['does not answer', 'mongodb://user:s3cret@127.0.0.1:9/kpa?serverSelectionTimeoutMS=200'],
    ['has a bad address', 'mongodb://user:s3cret@:/kpa'],
    ['has a bad option', 'mongodb://user:s3cret@127.0.0.1:9/kpa?colour=blue'],
    ['has another protocol', 'http://user:s3cret@127.0.0.1:9/kpa'],
  ])('is refused without showing the password: %s', async (_, unreachable) => {
    const refusal = await openMongoose({ uri: unreachable }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect(String(refusal)).not.toContain('s3cret');
  });
});
