/**
 * What issuing and verifying are made of, each part by itself and hot: their sum is what either
 * would cost with nothing between them. Of the golden badge with its endorsement.
 */
import { createAllowance, CREDENTIAL_VALUES } from '../../src/credentials/allowance.ts';
import { parseJson } from '../../src/credentials/bytes/json.ts';
import { isObject, type JsonObject } from '../../src/credentials/bytes/json-object.ts';
import { readGraph, writeCanonical } from '../../src/credentials/canonical/short-way.ts';
import { faultOfGraph } from '../../src/credentials/graph/judge-graph.ts';
import { kindOf } from '../../src/credentials/read/kinds.ts';
import { checkContext } from '../../src/credentials/verify/checks/context.ts';
import { checkSchema } from '../../src/credentials/verify/checks/schema.ts';
import { repeat, type Work } from '../harness.ts';
import { freshBadge, OUR_DID } from '../subjects/golden.ts';
import { createIssuer, sha256 } from '../subjects/keys.ts';
import { signWhole } from '../subjects/ours.ts';
import { compared, type Group } from './row.ts';

/** As many different ones as keep what is kept of one document from counting for the next. */
const DIFFERENT = 200;

export const partRows: Group = {
  name: 'part',
  async open() {
    const issuer = createIssuer(OUR_DID);
    const texts: string[] = [];
    while (texts.length < DIFFERENT) {
      texts.push(JSON.stringify(await signWhole(freshBadge(), issuer.signer)));
    }
    const [text = ''] = texts;
    const { proof, ...unsecured } = read(text);
    const graph = await readGraph(unsecured);
    if (!graph) throw new Error('The golden badge goes the long way');
    const quads = writeCanonical(graph, 'SHA-256') ?? '';
    const signature = issuer.sign(sha256(quads));
    let next = 0;
    const turn = <T>(all: readonly T[]): T => {
      next += 1;
      const one = all[next % all.length];
      if (one === undefined) throw new Error('There is none');
      return one;
    };
    const parts: Readonly<Record<string, Work>> = {
      'JSON, and that no key is there twice': repeat(() => parseJson(turn(texts))),
      'contexts and words screened': ofFresh((badge) => checkContext(badge, kindOf(badge, {}))),
      'shape of a badge': ofFresh((badge) => checkSchema(badge, kindOf(badge, {}))),
      'values counted': repeat(() => {
        createAllowance(CREDENTIAL_VALUES).spend(unsecured);
      }),
      'document to quads and tree': repeat(() => readGraph(unsecured)),
      'quads to canonical form': repeat(() => writeCanonical(graph, 'SHA-256')),
      'tree judged': repeat(() => faultOfGraph(graph.expanded)),
      'SHA-256 of the canonical form': repeat(() => sha256(quads)),
      'JSON written, and its digest': repeat(() => sha256(JSON.stringify(unsecured))),
      'Ed25519 signed': repeat(() => issuer.sign(sha256(quads))),
      'Ed25519 verified': repeat(() => issuer.verify(sha256(quads), signature)),
    };
    return { rows: Object.entries(parts).map(([name, ours]) => compared(name, { ours })) };

    /** What is found out of a document is kept with it: each is looked at once. */
    function ofFresh(look: (badge: JsonObject) => unknown): Work {
      let badges: JsonObject[] = [];
      return {
        prepare(count) {
          badges = Array.from({ length: count }, () => read(turn(texts)));
          return Promise.resolve();
        },
        run() {
          for (const badge of badges) look(badge);
          return Promise.resolve();
        },
      };
    }
  },
};

function read(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (isObject(value)) return value;
  throw new Error('Not an object');
}
