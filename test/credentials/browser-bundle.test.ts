/** The core as a browser gets it: no Node builtin is imported, and none of Node's globals is used. */
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { coreBundle } from '../../scripts/core-bundle.ts';
import { FORMATS } from '../../src/credentials/formats/formats.ts';
import { statusList } from './support/issuer.ts';
import { didDocument, issueIn } from './support/two-keys.ts';

/** What a browser has too. */
const { URL, URLSearchParams, TextEncoder, TextDecoder, crypto, atob, btoa } = globalThis;
const { CompressionStream, DecompressionStream, structuredClone, setTimeout } = globalThis;
const { clearTimeout, queueMicrotask, Uint8Array, ArrayBuffer } = globalThis;
const platform = {
  ...{ URL, URLSearchParams, TextEncoder, TextDecoder, crypto, atob, btoa },
  ...{ CompressionStream, DecompressionStream, structuredClone, setTimeout },
  ...{ clearTimeout, queueMicrotask },
  // The platform's own classes: bytes of another realm are not theirs.
  ...{ Uint8Array, ArrayBuffer },
};

const packed = await build({
  ...coreBundle,
  write: false,
  metafile: true,
  format: 'iife',
  globalName: 'core',
});

describe('the bundle of the core', () => {
  it('imports nothing', () => {
    const imports = Object.values(packed.metafile.outputs).flatMap((output) => output.imports);
    expect(imports).toEqual([]);
    expect(packed.warnings).toEqual([]);
  });

  it('would not be made with a Node builtin in it', async () => {
    const stdin = { contents: `export * from 'node:crypto';`, resolveDir: '.' };
    const { entryPoints, ...options } = coreBundle;
    const making = build({ ...options, logLevel: 'silent', write: false, stdin });
    await expect(making).rejects.toThrow('node:crypto');
    expect(entryPoints).toHaveLength(1);
  });
});

describe('the bundle, with the globals of a browser only', async () => {
  const [file] = packed.outputFiles;
  const inputs = await Promise.all(FORMATS.map((format) => issueIn(format, 'vc-jwt')));
  const context = createContext({ ...platform, inputs, didDocument, list: await statusList([]) });
  beforeAll(() => {
    runInContext('var self = globalThis; self.window = self;', context);
    runInContext(file?.text ?? '', context);
  });

  it.each(FORMATS.map(({ id }, index) => [id, index] as const))(
    'verifies a badge as %s',
    async (_id, index) => {
      const summary: unknown = await runInContext(VERIFY.replace('INDEX', String(index)), context);
      expect(JSON.parse(String(summary))).toEqual({
        signature: 'right',
        standard: 'followed',
        authentic: 'yes',
        standing: 'valid',
        issuerKnown: false,
      });
    },
  );
});

const VERIFY = `(async () => {
  const read = await core.readBadgeFile(inputs[INDEX]);
  if (!read.ok) return JSON.stringify(read);
  const { summary } = await core.verifyCredential(read.text, {
    now: new Date('2026-11-20T10:00:00Z'),
    resolveDid: async () => ({ outcome: 'found', document: didDocument }),
    fetchStatusList: async () => ({ outcome: 'found', document: list }),
    knownIssuer: async () => undefined,
  });
  return JSON.stringify(summary);
})()`;
