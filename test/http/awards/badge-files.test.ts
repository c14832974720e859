/** A badge as a file, in every format, over HTTP: who gets it, what it holds, and its verification. */
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FORMATS, IMAGE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import { SIGNATURE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import type { Award } from '../../../src/storage/store.ts';
import { playScene, reloadAward, type Scene } from '../../support/scene.ts';
import { createWorld, type World } from '../../support/world.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
let origin: string;

beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  ({ origin } = world);
});
afterAll(() => world.destroy());

const pathOf = ({ id }: Award) => `/k/hauts-pres/credentials/${id}`;
const get = (path: string, accept = '*/*') =>
  fetch(`${origin}${path}`, { headers: { Accept: accept } });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function stored(award: Award): Promise<Award> {
  const found = await world.services.store.awards(award.kpaId).findById(award.id);
  if (!found) throw new Error('No such award');
  return found;
}

/** What the award's document holds of this format. */
async function textFor(award: Award, format: string): Promise<string | undefined> {
  const { forms } = await stored(award);
  return forms[format] ?? forms['data-integrity'];
}

describe.each(FORMATS)('a badge as $extension', ({ id, extension, mediaType }) => {
  it('is a file to keep, with what was signed, byte for byte', async () => {
    const response = await get(`${pathOf(scene.accepted)}.${extension}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename=badge-travailler-en-equipe.${extension}`,
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const text = await textFor(scene.accepted, id);
    expect(await readBadgeFile(await bytesOf(response))).toEqual({ ok: true, text, format: id });
  });

  it('is what its address answers to who asks for it', async () => {
    const response = await get(pathOf(scene.accepted), mediaType);
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(response.headers.get('vary')).toContain('Accept');
    expect(await readBadgeFile(await bytesOf(response))).toMatchObject({ ok: true, format: id });
  });

  it('is shown to nobody outside before the person accepts, nor once they set it aside', async () => {
    for (const award of [scene.offered, scene.declined]) {
      expect((await get(`${pathOf(award)}.${extension}`)).status).toBe(404);
      expect((await get(pathOf(award), mediaType)).status).toBe(404);
    }
    const awa = await world.signIn(world.awa);
    expect((await awa.send(`${pathOf(scene.offered)}.${extension}`)).status).toBe(200);
    const omar = await world.signIn(world.omar);
    expect((await omar.send(`${pathOf(scene.offered)}.${extension}`)).status).toBe(404);
  });

  it('says nothing of who the person is', async () => {
    const file = Buffer.from(await bytesOf(await get(`${pathOf(scene.accepted)}.${extension}`)));
    // Letters of a signature spell a name now and then, as Base64: those of a JWT are read decoded.
    const said =
      extension === 'jwt' ? file.toString().split('.').map(decoded).join() : file.toString();
    for (const word of ['Awa', 'Diallo', 'awa@', world.awa.id]) expect(said).not.toContain(word);
  });

  it('can be given to the verification page', async () => {
    const file = await bytesOf(await get(`${pathOf(scene.accepted)}.${extension}`));
    // The name says otherwise: only the bytes count.
    const page = await upload(new File([file], 'photo.txt', { type: 'image/jpeg' }));
    expect(page.$('h1').text()).toContain('Ce badge est authentique');
    const linked = await paste(`https://badges.example${pathOf(scene.accepted)}.${extension}`);
    expect(linked.$('h1').text()).toContain('Ce badge est authentique');
  });
});

async function upload(file: File) {
  const visitor = world.visitor();
  return visitor.press(await visitor.get('/verifier'), 'Vérifier', {}, file);
}

async function paste(source: string) {
  const visitor = world.visitor();
  return visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
}

const decoded = (part: string) => Buffer.from(part, 'base64url').toString();

describe('the address of a badge', () => {
  it.each([
    ['*/*', 'application/vc'],
    ['application/json', 'application/json'],
    ['application/ld+json', 'application/ld+json'],
    ['application/ld+json;q=0.9, application/json;q=0.5', 'application/ld+json'],
    ['application/vc, application/json;q=0.9', 'application/vc'],
    ['application/*', 'application/vc'],
    [
      'text/html,application/xhtml+xml,image/avif,image/webp,image/apng,*/*;q=0.8',
      'text/html; charset=utf-8',
    ],
    ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'image/svg+xml'],
    ['image/png;q=0.5,application/vc+jwt', 'application/vc+jwt'],
    ['application/pdf', 'application/vc'],
  ])('answers %s with %s', async (accept, type) => {
    const response = await get(pathOf(scene.accepted), accept);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('vary')).toContain('Accept');
  });

  it.each(['application/json', 'application/ld+json'])(
    'gives the same signed bytes as %s',
    async (accept) => {
      const response = await get(pathOf(scene.accepted), accept);
      expect(await response.text()).toBe(await textFor(scene.accepted, 'data-integrity'));
    },
  );

  it('gives images that carry the JWT to who asks', async () => {
    for (const { extension } of IMAGE_FORMATS) {
      const path = `${pathOf(scene.accepted)}.${extension}?signature=vc-jwt`;
      const read = await readBadgeFile(await bytesOf(await get(path)));
      expect(read).toMatchObject({ ok: true, text: await textFor(scene.accepted, 'vc-jwt') });
    }
  });

  it('offers the downloads in plain French', async () => {
    const page = await world.visitor().get(pathOf(scene.accepted));
    const links = page.$('a[download]').toArray();
    expect(links.map((link) => [page.$(link).attr('href'), page.$(link).text()])).toEqual([
      ...IMAGE_FORMATS.map(({ extension, name }, at) => [
        `${pathOf(scene.accepted)}.${extension}`,
        at === 0 ? `Télécharger l’image ${name}` : `Image ${name}`,
      ]),
      ...SIGNATURE_FORMATS.map(({ extension, name }) => [
        `${pathOf(scene.accepted)}.${extension}`,
        `Fichier ${name}`,
      ]),
    ]);
    expect(page.text).toContain('À mettre sur un CV ou à garder');
  });
});

describe('the JWT of an award', () => {
  it('verifies elsewhere with the key of did.json, and says what the JSON says', async () => {
    const award = await stored(scene.accepted);
    const didDocument = z
      .object({ verificationMethod: z.array(z.looseObject({ id: z.string() })) })
      .parse(await (await get('/k/hauts-pres/did.json')).json());
    const resolved: string[] = [];
    const { payload } = await compactVerify(
      jwtOf(award),
      ({ kid }) => {
        const method = didDocument.verificationMethod.find(({ id }) => id === kid);
        resolved.push(String(kid));
        return importJWK(z.record(z.string(), z.string()).parse(method?.['publicKeyJwk']), 'ES256');
      },
      { algorithms: ['ES256'] },
    );
    expect(resolved).toEqual(['did:web:badges.example:k:hauts-pres#key-2']);
    const read = (text: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    const { proof, ...unsecured } = read(jsonOf(award));
    expect(read(new TextDecoder().decode(payload))).toMatchObject(unsecured);
    expect(proof).toBeDefined();
  });

  it('is missing from an award of before, which keeps its other forms', async () => {
    const found = await reloadAward(world, scene.offered);
    const forms = { 'data-integrity': jsonOf(found) };
    await world.services.awardRows.replace(found, { ...found, forms, state: 'accepted' });
    const statuses = await Promise.all(
      ['json', 'jwt', 'png', 'svg'].map(
        async (one) => (await get(`${pathOf(found)}.${one}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 404, 200, 200]);
    expect((await world.visitor().get(pathOf(found))).html).not.toContain('.jwt');
  });
});

describe('the verification page', () => {
  it('takes a JWT that is pasted', async () => {
    const page = await paste(`\n ${(await textFor(scene.accepted, 'vc-jwt')) ?? ''}\n`);
    expect(page.$('h1').text()).toContain('Ce badge est authentique');
  });

  it('reads an image of another site, by its bytes', async () => {
    const file = await bytesOf(await get(`${pathOf(scene.accepted)}.png`));
    const asked: string[] = [];
    const elsewhere = await createWorld({
      guardedFetch: {
        fetchBytes: (url) => {
          asked.push(url);
          return Promise.resolve({ outcome: 'found', body: file, contentType: 'text/html' });
        },
        fetchJsonText: () =>
          Promise.resolve({ outcome: 'unreachable', detail: 'not in this test' }),
      },
    });
    const visitor = elsewhere.visitor();
    const source = 'https://autre.example/badge.png';
    const page = await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
    await elsewhere.destroy();
    expect(asked).toEqual([source]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Je travaille en équipe');
  });

  it('sees that a badge in an image was withdrawn', async () => {
    const file = await bytesOf(await get(`${pathOf(scene.revoked)}.png`));
    expect((await upload(new File([file], 'badge.png'))).$('h1').text()).toContain('a été retiré');
  });

  it.each([
    [
      'an image without a badge',
      '/badges/transmettre/v1/image.svg',
      'Il n’y a pas de badge dans cette image',
    ],
    ['a page', '/verifier', 'Ceci n’est pas un badge'],
  ])('says what is wrong with %s', async (_name, path, words) => {
    const file = await bytesOf(await get(path, 'image/svg+xml,text/html'));
    const page = await upload(new File([file], 'badge.png', { type: 'image/png' }));
    expect(page.status).toBe(422);
    expect(page.text).toContain(words);
  });

  it('says that an image was cut', async () => {
    const file = await bytesOf(await get(`${pathOf(scene.accepted)}.png`));
    const page = await upload(new File([file.subarray(0, -20)], 'badge.png'));
    expect(page.status).toBe(422);
    expect(page.text).toContain('Il manque la fin de cette image');
  });
});
