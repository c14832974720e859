/** Blobs on a server that speaks the S3 protocol, by path: `<endpoint>/<bucket>/<key>`. */
import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { AwsClient } from 'aws4fetch';
import { unavailable } from '../storage/store.ts';
import {
  type BlobStore,
  isWhole,
  type ListedBlob,
  MOST_BLOB_BYTES,
  placeIn,
} from './blob-store.ts';

export interface BucketPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const TIMEOUT_MS = 20_000;
const LISTED = 500;
/** Of 500 keys, and far from what a server could send. */
const MOST_LIST_BYTES = 1_048_576;

export function openS3Blobs(place: BucketPlace, timeout = TIMEOUT_MS): BlobStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = place;
  const client = new AwsClient({
    ...{ accessKeyId, secretAccessKey, region },
    ...{ service: 's3', retries: 2 },
  });
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`;
  const description = `S3 at ${new URL(endpoint).host}, bucket ${bucket}`;

  /** The answer, read whole; undefined where nothing is, or more than `most` bytes. */
  async function ask(address: string, init: RequestInit, most = MOST_LIST_BYTES) {
    try {
      const signal = AbortSignal.timeout(timeout);
      // No redirect: the signature is for this address alone.
      const response = await client.fetch(address, { ...init, signal, redirect: 'error' });
      if (response.status === 404 && init.method !== 'PUT') {
        // Of an object that is not there; a bucket that is not there is a fault.
        const said = await readBounded(response, MOST_LIST_BYTES);
        if (said && !isMissingBucket(said)) return undefined;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`it answers ${response.status}`);
      }
      return await readBounded(response, most);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw unavailable(`${description} does not do its work: ${why}`, error);
    }
  }

  const addressOf = (key: string) => {
    const { kpaId, documentId, hash } = placeIn(key);
    return `${base}/${kpaId}/${documentId}/${hash}`;
  };

  return {
    description,
    async put(key, bytes) {
      // An array buffer of its own: what is sent is signed, and never chunked.
      const body = new Uint8Array(bytes);
      const headers = { 'Content-Type': 'application/octet-stream' };
      await ask(addressOf(key), { method: 'PUT', body, headers });
    },
    async get(key) {
      const bytes = await ask(addressOf(key), { method: 'GET' }, MOST_BLOB_BYTES);
      return bytes && isWhole(key, bytes) ? bytes : undefined;
    },
    async remove(key) {
      await ask(addressOf(key), { method: 'DELETE' });
    },
    async list(after) {
      const query = new URLSearchParams({ 'list-type': '2', 'max-keys': String(LISTED) });
      if (after !== undefined) query.set('start-after', after);
      const said = await ask(`${base}?${query.toString()}`, { method: 'GET' });
      return said ? listedIn(Buffer.from(said).toString('utf8')) : [];
    },
  };
}

const isMissingBucket = (said: Uint8Array) => Buffer.from(said).includes('NoSuchBucket');

async function readBounded(response: Response, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<unknown> | null = response.body;
  if (!body) return new Uint8Array();
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    // Whatever else lies there is none of ours.
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const childrenOf = ({ children }: XmlElement, name: string) =>
  children.filter((one): one is XmlElement => 'name' in one && one.name === name);

function listedIn(xml: string): readonly ListedBlob[] {
  const { root } = parseXml(xml);
  if (!root) return [];
  return childrenOf(root, 'Contents').flatMap((one) => {
    const [key, at] = ['Key', 'LastModified'].map((name) => childrenOf(one, name)[0]?.text ?? '');
    return key === undefined ? [] : [{ key, writtenAt: new Date(at ?? '') }];
  });
}
