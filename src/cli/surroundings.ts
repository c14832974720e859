/** The surroundings of a verification on the command line: files of the user's own, then the web, or nothing. */
import { isObject } from '../credentials/bytes/json-object.ts';
import { parseJson } from '../credentials/bytes/json.ts';
import { say } from '../language/message.ts';
import type { Surroundings } from '../credentials/verify/verify.ts';
import { createForeignTexts, parseTexts } from '../outside/foreign-documents.ts';
import { createGuardedFetch } from '../outside/guarded-fetch.ts';
import type { Arguments } from './arguments.ts';
import { CliError, readBytes } from './read-input.ts';

/** Throws `CliError` for an `--issuer` that is not a DID document. */
export async function surroundingsFor(
  { offline, issuers }: Pick<Arguments, 'offline' | 'issuers'>,
  now: Date,
): Promise<Surroundings> {
  const known = new Map(await Promise.all(issuers.map(readIssuer)));
  const asked = offline ? NOBODY : parseTexts(createForeignTexts(createGuardedFetch()));
  return {
    ...asked,
    now,
    resolveDid: (did) => {
      const document = known.get(did);
      return document ? Promise.resolve({ outcome: 'found', document }) : asked.resolveDid(did);
    },
    // Whoever gives the document of an issuer says that they know it.
    knownIssuer: (did) => Promise.resolve(known.has(did) ? { name: did } : undefined),
  };
}

const unasked = () =>
  Promise.resolve({ outcome: 'unreachable', detail: 'Nobody is asked: --offline' } as const);
const NOBODY = { resolveDid: unasked, fetchStatusList: unasked, refresh: unasked };

async function readIssuer(path: string): Promise<[string, object]> {
  const text = new TextDecoder().decode(await readBytes(path));
  const parsed = parseJson(text);
  if (parsed.ok && isObject(parsed.value) && typeof parsed.value['id'] === 'string') {
    return [parsed.value['id'], parsed.value];
  }
  throw new CliError(
    parsed.ok
      ? say('cli.no-did-document', { path })
      : say('cli.did-document-unreadable', { path, why: parsed.detail }),
  );
}
