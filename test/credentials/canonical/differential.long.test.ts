/**
 * The short way against the libraries, on thousands of documents that nobody wrote. FUZZ_SEED repeats
 * a run, FUZZ_CASES makes it longer. What differs is kept in `fixtures/`, which `npm test` reads.
 */
import { createHash, randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isShortWayOpen } from '../../../src/credentials/canonical/short-way.ts';
import { compareWays } from './support/compare-ways.ts';
import { readCorpus } from './support/corpus.ts';
import { asRead, type Tree } from './support/json.ts';
import { makeCase } from './support/make-case.ts';
import { Shares } from './support/shares.ts';
import { shrink } from './support/shrink.ts';
import { createTools } from './support/tools.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
const CASES = Number(process.env['FUZZ_CASES'] ?? 10_000);
/** A run that has found so many is told at once. */
const ENOUGH = 5;
const samples = await readCorpus();
const say = (text: string) => void process.stdout.write(`${text}\n`);

const faultOf = async (tree: Tree, at = 0) =>
  compareWays(asRead(tree).document, at % 8 === 0 ? 'SHA-384' : 'SHA-256');

/** In a file of its own, as small as it can be; what is to be said of it. */
async function keep(tree: Tree): Promise<string> {
  const small = await shrink(tree, async (one) => (await faultOf(one)).fault !== undefined);
  const { text } = asRead(small);
  const name = `found-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`;
  writeFileSync(join(import.meta.dirname, 'fixtures', name), `${text}\n`);
  return `${name}: ${text}\n${(await faultOf(small)).fault ?? ''}`;
}

describe.runIf(isShortWayOpen())('the short way and the libraries', () => {
  it('say the same of every real document, and ours never go the long way', async () => {
    const shares = new Shares();
    for (const { corpus, name, tree } of samples) {
      const { short, fault } = await faultOf(tree);
      expect([name, fault]).toEqual([name, undefined]);
      if (corpus === 'ours') expect([name, short]).toEqual([name, 'all']);
      shares.add(corpus, short);
    }
    say(`Real documents: ${shares.toString()}`);
    expect(shares.of('ours', 'all')).toBeGreaterThan(20);
  });

  it(`say the same of ${CASES} documents by lot: FUZZ_SEED=${seed}`, async () => {
    const tools = createTools(samples, seed);
    const shares = new Shares();
    const faults: string[] = [];
    for (let at = 0; at < CASES && faults.length < ENOUGH; at += 1) {
      const { corpus, tree } = makeCase(tools);
      const { short, fault } = await faultOf(tree, at);
      shares.add(corpus, short);
      if (fault !== undefined) faults.push(await keep(tree));
    }
    say(`FUZZ_SEED=${seed} FUZZ_CASES=${CASES}: ${shares.toString()}`);
    expect(faults).toEqual([]);
    // A fuzz of which nothing is compared shows nothing.
    expect(shares.of('ours', 'all')).toBeGreaterThan(CASES / 50);
  });
});
