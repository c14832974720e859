/** The images that come with the official validator. */
import { describe, expect, it } from 'vitest';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { hasShared, readSharedBytes, skipReason } from '../support/others/shared.ts';

const read = (name: string) => readSharedBytes(`samples/${name}`);
const payloadOf = (jwt: string): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

describe.skipIf(!hasShared)(`the official baked samples${skipReason}`, () => {
  it.each(['simple-json', 'simple-jwt', 'simple-jwt_v1'])(
    '%s unbakes from both images',
    async (name) => {
      const png = await readBadgeFile(read(`${name}.png`));
      const svg = await readBadgeFile(read(`${name}.svg`));
      expect([png, svg]).toMatchObject([
        { ok: true, format: 'png' },
        { ok: true, format: 'svg' },
      ]);
      for (const [file, answer] of [
        [read(`${name}.png`), png],
        [read(`${name}.svg`), svg],
      ] as const) {
        // Letter for letter, but for the line ends, of which XML makes one kind (XML 1.0 §2.11).
        expect(Buffer.from(file).toString().replaceAll('\r\n', '\n')).toContain(
          answer.ok ? answer.text : 'no text',
        );
      }
    },
  );

  it('is one credential in both images', async () => {
    const kinds = ['png', 'svg'];
    const [png, svg] = await Promise.all(
      kinds.map((kind) => readBadgeFile(read(`simple-json.${kind}`))),
    );
    const parse = (file = png): unknown => JSON.parse(file?.ok ? file.text : '[]');
    expect(parse(png)).toMatchObject({ name: 'Teamwork Badge' });
    expect(parse(svg)).toEqual(parse(png));
  });

  it('holds a JWT about the badge', async () => {
    const image = await readBadgeFile(read('simple-jwt.svg'));
    expect(payloadOf(image.ok ? image.text : '')).toMatchObject({ name: 'Teamwork Badge' });
  });

  it.each(['simple.jwt', 'velocity.jwt', 'simple.json', 'simple.1ob'])(
    '%s is read',
    async (name) => {
      const format = name.endsWith('.jwt') ? 'vc-jwt' : 'data-integrity';
      expect(await readBadgeFile(read(name))).toMatchObject({ ok: true, format });
    },
  );
});
