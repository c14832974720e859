/** On a server of the S3 protocol (scripts/s3-server.sh), whose address S3_TEST_ENDPOINT says. */
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { AwsClient } from 'aws4fetch';
import { afterEach, describe, expect, it } from 'vitest';
import { keyOf } from '../../src/blobs/blob-store.ts';
import { type BucketPlace, openS3Blobs } from '../../src/blobs/s3.ts';
import { isRefusal } from '../../src/storage/store.ts';
import { blobContract } from '../contracts/blobs.contract.ts';
import { listen } from '../support/world.ts';

const endpoint = process.env['S3_TEST_ENDPOINT'];
if (endpoint === undefined) {
  process.stdout.write('The S3 part of the blob contract is skipped: no S3_TEST_ENDPOINT.\n');
}

const KEYS = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };
const placeAt = (at: string): BucketPlace => ({
  ...{ endpoint: at, region: 'us-east-1', bucket: 'blobs' },
  ...KEYS,
});
const bytes = Buffer.from('a picture');
const asIs = (error: unknown) => error;
const someKey = () => keyOf(randomUUID(), randomUUID(), bytes);

describe.skipIf(endpoint === undefined)('blobs in a bucket', () => {
  if (endpoint === undefined) return;
  const store = openS3Blobs(placeAt(endpoint));
  blobContract({
    store: () => store,
    async change(key, other) {
      const client = new AwsClient({ ...KEYS, service: 's3', region: 'us-east-1' });
      await client.fetch(`${endpoint}/blobs/${key}`, {
        method: 'PUT',
        body: new Uint8Array(other),
      });
    },
  });

  it.each([
    ['another secret', { secretAccessKey: 'another' }],
    ['another bucket', { bucket: 'not-there' }],
  ])('are not to be had with %s, and no secret is told', async (_, other) => {
    const refused = openS3Blobs({ ...placeAt(endpoint), ...other });
    const asking = [refused.put(someKey(), bytes), refused.get(someKey()), refused.list()];
    for (const refusal of await Promise.all(asking.map((asked) => asked.catch(asIs)))) {
      expect(isRefusal(refusal, 'UNAVAILABLE')).toBe(true);
      expect(String(refusal)).not.toMatch(/another$|test-secret/);
    }
  });
});

describe('a server that is no good', () => {
  let server: Server | undefined;
  afterEach(() => server?.closeAllConnections());
  const answering = async (answer: RequestListener, timeout?: number) =>
    openS3Blobs(placeAt(await listen((server = createServer(answer)))), timeout);

  it('is given up after a time', async () => {
    const store = await answering(() => undefined, 200);
    expect(isRefusal(await store.get(someKey()).catch(asIs), 'UNAVAILABLE')).toBe(true);
  });

  it('leads nowhere else', async () => {
    const store = await answering((_, res) => res.writeHead(302, { Location: '/else' }).end());
    expect(isRefusal(await store.get(someKey()).catch(asIs), 'UNAVAILABLE')).toBe(true);
  });

  it('sends no more than a blob can have', async () => {
    let sent = 0;
    const store = await answering((_, res) => {
      const send = () => {
        while (!res.destroyed && res.write(Buffer.alloc(65_536)) && sent < 1e9) sent += 65_536;
      };
      res.on('drain', send);
      send();
    });
    expect(await store.get(someKey())).toBeUndefined();
    expect(sent).toBeLessThan(100_000_000);
  });
});
