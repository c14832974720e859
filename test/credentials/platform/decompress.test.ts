/** What comes compressed comes from strangers: it is read whole, within its limit, or not at all. */
import { randomBytes } from 'node:crypto';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Overflow } from '../../../src/credentials/platform/overflow.ts';
import { PLATFORMS } from './platforms.ts';

const LIMIT = 1_000;
const FORMATS = [
  ['gzip', gzipSync],
  ['zlib', deflateSync],
] as const;
const text = Buffer.from('hello hello hello');
/** Streams of Node before 24 pass over what is behind the end, those of browsers refuse it. */
const isLenient = Number(process.versions.node.split('.')[0]) < 24;

/** RFC 1952 §2.3: what may stand in a head, and gzipSync puts into none. */
function withHead(flags: number): Buffer {
  const bare = gzipSync(text);
  const head = Buffer.concat([
    bare.subarray(0, 3),
    Buffer.from([flags]),
    bare.subarray(4, 10),
    Buffer.from(flags & 4 ? [3, 0, 65, 0, 66] : []),
    Buffer.from(flags & 8 ? 'a.txt\0' : ''),
    Buffer.from(flags & 16 ? 'a word\0' : ''),
  ]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc32(head) & 0xffff);
  return Buffer.concat([head, flags & 2 ? sum : Buffer.of(), bare.subarray(10)]);
}

describe.each(PLATFORMS)('compression: the platform %s', (name, platform) => {
  describe.each(FORMATS)('%s', (format, compress) => {
    const read = async (bytes: Uint8Array, limit = LIMIT) =>
      Buffer.from(await platform.decompress(format, bytes, limit));

    it.each([0, 1, 999, 1_000])('is read up to its limit: %d bytes', async (length) => {
      const bytes = randomBytes(length);
      expect(await read(compress(bytes))).toEqual(bytes);
    });

    it.each([1_001, 1_000_000])('is refused beyond it: %d bytes', async (length) => {
      await expect(read(compress(randomBytes(length)))).rejects.toThrow(Overflow);
    });

    it('is refused as soon as there is more: a bomb takes no memory', async () => {
      const bomb = compress(Buffer.alloc(64 * 1024 * 1024));
      const before = process.memoryUsage.rss();
      await expect(read(bomb)).rejects.toThrow(Overflow);
      expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 1024 * 1024);
    });

    it('is refused where a part of it is lacking', async () => {
      const whole = compress(text);
      for (let length = 0; length < whole.length; length += 1) {
        await expect(read(whole.subarray(0, length)), String(length)).rejects.toThrow();
      }
    });

    it('is refused with one bit of its sum turned', async () => {
      const bytes = Buffer.from(compress(text));
      const at = bytes.length - (format === 'gzip' ? 8 : 4);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await expect(read(bytes)).rejects.toThrow();
    });

    it('is refused where it is something else', async () => {
      for (const bytes of [text, Buffer.alloc(100), Buffer.from('{}')]) {
        await expect(read(bytes)).rejects.toThrow();
      }
    });

    it.skipIf(name === 'for everywhere' && isLenient)(
      'is refused with anything behind its end',
      async () => {
        const whole = compress(text);
        for (const more of [Buffer.alloc(8), Buffer.from('x'), whole, compress('')]) {
          await expect(read(Buffer.concat([whole, more]))).rejects.toThrow();
        }
        await expect(read(Buffer.concat([compress(''), whole]))).rejects.toThrow();
      },
    );

    it('is read from a part of a buffer', async () => {
      const around = Buffer.concat([randomBytes(9), compress(text), randomBytes(9)]);
      expect(await read(around.subarray(9, -9))).toEqual(text);
    });
  });

  it.each([0, 2, 4, 8, 16, 30])('reads a gzip file whose head has the flags %d', async (flags) => {
    const file = Buffer.from(await platform.decompress('gzip', withHead(flags), LIMIT));
    expect(file).toEqual(text);
  });

  it('reads what any platform has compressed', async () => {
    const packed = await platform.gzip(text);
    for (const [, other] of PLATFORMS) {
      expect(Buffer.from(await other.decompress('gzip', packed, LIMIT))).toEqual(text);
    }
  });
});
