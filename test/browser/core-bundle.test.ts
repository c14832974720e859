/** The core runs in a browser as it is: a badge in an image is read, verified and seen to be false. */
import { createServer, type Server } from 'node:http';
import { deflateSync } from 'node:zlib';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { coreBundle } from '../../scripts/core-bundle.ts';
import { FORMATS } from '../../src/credentials/formats/formats.ts';
import { statusList } from '../credentials/support/issuer.ts';
import { IDAT, IEND, IHDR, internationalText, png } from '../credentials/support/images/png.ts';
import { didDocument, issueIn } from '../credentials/support/two-keys.ts';

let server: Server;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  const packed = await build({ ...coreBundle, write: false });
  const script = packed.outputFiles[0]?.text ?? '';
  server = createServer((req, res) => {
    const isScript = req.url === '/core.js';
    res.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    res.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; img-src data:",
    );
    res.end(
      isScript ? script : '<!doctype html><link rel="icon" href="data:,"><title>Core</title>',
    );
  }).listen(0, '127.0.0.1');
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  page = await browser.newPage();
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(await addressOf(server));
});
afterAll(async () => {
  await browser.close();
  server.close();
});

function addressOf(listening: Server): Promise<string> {
  return new Promise((resolve) => {
    const answer = () => {
      const address = listening.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? '') : ''}/`);
    };
    if (listening.listening) answer();
    else listening.once('listening', answer);
  });
}

/** Runs in the page: nothing of this process is there but what is passed. */
const VERIFY = `async ({ file, didDocument, list }) => {
  const core = await import('/core.js');
  const bytes = Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
  const read = await core.readBadgeFile(bytes);
  if (!read.ok) return read;
  const { summary } = await core.verifyCredential(read.text, {
    now: new Date('2026-11-20T10:00:00Z'),
    resolveDid: async () => ({ outcome: 'found', document: didDocument }),
    fetchStatusList: async () => ({ outcome: 'found', document: list }),
    knownIssuer: async () => ({ name: 'KPA-Cité Lyon' }),
  });
  return { format: read.format, notes: read.notes, ...summary };
}`;

async function verifyInPage(bytes: Uint8Array, revoked: readonly number[] = []) {
  const file = Buffer.from(bytes).toString('base64');
  const list = await statusList(revoked);
  const given = JSON.stringify({ file, didDocument, list });
  return z.record(z.string(), z.unknown()).parse(await page.evaluate(`(${VERIFY})(${given})`));
}

describe('in Chromium', () => {
  it.each(FORMATS)('a badge as $id is authentic and valid', async (format) => {
    expect(await verifyInPage(await issueIn(format))).toEqual({
      format: format.id,
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: true,
    });
    expect(faults).toEqual([]);
  });

  it('a badge that others compressed is authentic, with a note', async () => {
    const [json] = FORMATS;
    const text = deflateSync(json ? await issueIn(json) : '');
    const file = png(IHDR, IDAT, internationalText(text, { flags: '\x01\0' }), IEND);
    const answer = { format: 'png', notes: ['compressed'], authentic: 'yes' };
    expect(await verifyInPage(file)).toMatchObject(answer);
    expect(faults).toEqual([]);
  });

  it('a bomb in an image is no badge', async () => {
    const bomb = internationalText(deflateSync(Buffer.alloc(2 ** 26)), { flags: '\x01\0' });
    const answer = { ok: false, reason: 'too-large' };
    expect(await verifyInPage(png(IHDR, IDAT, bomb, IEND))).toMatchObject(answer);
    expect(faults).toEqual([]);
  });

  it('a badge that was withdrawn is so', async () => {
    const [json] = FORMATS;
    const answer = json && (await verifyInPage(await issueIn(json), [40_321]));
    expect(answer).toMatchObject({ authentic: 'yes', standing: 'revoked' });
  });

  it.each(FORMATS)('a badge as $id of which a byte changed is not believed', async (format) => {
    const bytes = Uint8Array.from(await issueIn(format));
    const at = bytes.length - 200;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(await verifyInPage(bytes)).not.toMatchObject({ authentic: 'yes' });
    expect(faults).toEqual([]);
  });
});
