import { describe, expect, it } from 'vitest';
import {
  FORMATS,
  type ImageFormat,
  SIGNATURE_FORMATS,
} from '../../../src/credentials/formats/formats.ts';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import * as issued from '../../credentials/support/two-keys.ts';

/** What is true of a picture before there is a badge in it, and of one that takes none. */
export function describeImage(format: ImageFormat): void {
  describe(`a picture as ${format.id}`, async () => {
    const picture = format.draw(issued.drawing);
    const text = await issued.signIn(SIGNATURE_FORMATS[0].id);
    const baked = await issued.issueIn(format);

    it('holds no badge, and is known to be a picture', async () => {
      const { extension: kind } = format;
      expect(await readBadgeFile(picture)).toMatchObject({ ok: false, reason: 'no-badge', kind });
    });

    it('takes no second badge', () => {
      expect(format.bake(baked, text)).toMatchObject({ ok: false, reason: 'two-badges' });
    });

    it.each(['', 'Voici mon badge', ` ${text}`, '\ud800'])(
      'takes no text that is no badge: %j',
      (no) => {
        expect(format.bake(picture, no).ok).toBe(false);
      },
    );

    it('is no picture in another format, and not a text', async () => {
      for (const other of FORMATS.filter((one) => one !== format)) {
        const file = await issued.issueIn(other);
        expect([other.id, format.knows(file)]).toEqual([other.id, false]);
        expect(format.bake(file, text).ok).toBe(false);
        expect(await format.read(file)).toMatchObject({ ok: false });
      }
    });

    it('is read or refused wherever it is cut, and never another badge', async () => {
      for (let end = 0; end < baked.length; end += 7) {
        const read = await format.read(baked.subarray(0, end));
        expect(read.ok && read.text !== text).toBe(false);
      }
    });
  });
}
