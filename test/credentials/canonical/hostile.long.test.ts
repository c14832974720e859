/** Thousands of documents of strangers leave the short way as it was: its memory, and its answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import {
  ENOUGH_SCOPES,
  keptScopes,
  MOST_SCOPES,
} from '../../../src/credentials/canonical/scope.ts';
import {
  isShortWayOpen,
  MOST_NEW_SCOPES,
  readGraph,
  writeCanonical,
} from '../../../src/credentials/canonical/short-way.ts';
import { CREDENTIALS_V2 } from '../../../src/credentials/contexts/urls.ts';
import { canonizeTheLongWay } from '../../../src/credentials/graph/canonize.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { createRandom } from '../support/faults/random.ts';
import { signed, surroundings } from '../support/issuer.ts';
import { parseObject } from './support/json.ts';
import { TYPES, URLS } from './support/words.ts';

const HOSTILE = 2_000;
const onShortWay = it.runIf(isShortWayOpen());
/** At once. */
const CROWD = 40;

const golden = parseObject(
  readFileSync(join(import.meta.dirname, '../../golden/2026-11-26/badge.json'), 'utf8'),
);
const random = createRandom(11);
const some = (all: readonly string[], most: number) =>
  Array.from({ length: 1 + random.below(most) }, () => random.oneOf(all));

/** Contexts and types by lot, at each level others. */
function hostile(depth = random.below(4)): JsonObject {
  return {
    '@context': some(URLS, 4),
    type: some(TYPES, 4),
    id: 'urn:x',
    ...(depth > 0 && { [random.oneOf(['issuer', 'evidence', 'proof'])]: hostile(depth - 1) }),
  };
}

/** As many contexts as the short way makes for one document, each another than was there. */
function greedy(): JsonObject {
  let document: JsonObject = { id: 'urn:x', name: 'x' };
  for (let depth = 0; depth < MOST_NEW_SCOPES - 5; depth += 1) {
    document = { '@context': [CREDENTIALS_V2, ...some(BOOSTS, 4)], id: 'urn:x', name: document };
  }
  return document;
}

const BOOSTS = URLS.filter((url) => url.includes('/boosts/'));

async function shortWay(document: JsonObject): Promise<string | undefined> {
  const graph = await readGraph(document);
  return graph && writeCanonical(graph, 'SHA-256');
}

onShortWay(`${HOSTILE} hostile documents neither fill the scopes nor poison them`, async () => {
  const expected = await canonizeTheLongWay(golden);
  expect(await shortWay(golden)).toBe(expected);
  let most = 0;
  let answered = 0;
  for (let at = 0; at < HOSTILE; at += CROWD) {
    const crowd = Array.from({ length: CROWD }, () => shortWay(hostile()));
    // While they are read.
    expect(await shortWay(golden)).toBe(expected);
    answered += (await Promise.all(crowd)).filter((one) => one !== undefined).length;
    most = Math.max(most, keptScopes());
  }
  expect(most).toBeLessThanOrEqual(MOST_SCOPES);
  // They came as far as it goes, or it would show nothing.
  expect(most).toBeGreaterThan(ENOUGH_SCOPES / 2);
  expect(answered).toBeGreaterThan(HOSTILE / 100);
  expect(await shortWay(golden)).toBe(expected);
});

onShortWay('a crowd that wants all it can get has no more together', async () => {
  expect(await shortWay(greedy())).toBeDefined();
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => shortWay(greedy())));
  expect(keptScopes()).toBeLessThanOrEqual(MOST_SCOPES);
  expect(crowd).toContain(undefined);
  const expected = await canonizeTheLongWay(golden);
  expect(await shortWay(golden)).toBe(expected);
  expect(keptScopes()).toBeLessThan(ENOUGH_SCOPES);
});

onShortWay('a badge that is verified while hostile ones come is verified as ever', async () => {
  const before = await verifyCredential(signed, surroundings());
  const crowd = Array.from({ length: CROWD }, () => shortWay(hostile()));
  const among = await verifyCredential(structuredClone(signed), surroundings());
  await Promise.all(crowd);
  expect(among.summary).toEqual(before.summary);
  expect(among.summary.authentic).toBe('yes');
});
