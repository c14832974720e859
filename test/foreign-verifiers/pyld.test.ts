/**
 * Canonical forms of ours in pyld, an implementation that shares nothing with jsonld: VERIFIER_PYTHON
 * names a Python that has it. FUZZ_SEED repeats a run, PYLD_CASES makes it longer.
 */
import { createHash, randomInt } from 'node:crypto';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { W3C_CONTEXTS } from '../../src/credentials/contexts/pinned.ts';
import {
  isShortWayOpen,
  readGraph,
  writeCanonical,
} from '../../src/credentials/canonical/short-way.ts';
import type { JsonObject } from '../../src/credentials/bytes/json-object.ts';
import { readCorpus, type Sample } from '../credentials/canonical/support/corpus.ts';
import { asRead } from '../credentials/canonical/support/json.ts';
import { makeCase } from '../credentials/canonical/support/make-case.ts';
import { createTools } from '../credentials/canonical/support/tools.ts';
import { reasonToDiffer } from './pyld-differences.ts';

const python = process.env['VERIFIER_PYTHON'];
const skipped = python === undefined ? ' (skipped: VERIFIER_PYTHON is not set)' : '';
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
const CASES = Number(process.env['PYLD_CASES'] ?? 10_000);
/** The next ones are made while it reads, and it is a minute's work for one processor. */
const AHEAD = 32;
const PATIENCE = 9 * 60_000;

interface Form {
  readonly text: string;
  readonly canonical: string;
  /** Why pyld may answer otherwise. */
  readonly reason: string | undefined;
}

async function formOf(document: JsonObject): Promise<Form | undefined> {
  const graph = await readGraph(document);
  const canonical = graph && writeCanonical(graph, 'SHA-256');
  if (canonical === undefined) return undefined;
  return { text: JSON.stringify(document), canonical, reason: reasonToDiffer(document) };
}

/** The real documents first. */
async function* forms(samples: readonly Sample[]): AsyncGenerator<Form> {
  const tools = createTools(samples, seed);
  let count = 0;
  for (let at = 0; count < CASES; at += 1) {
    const { tree } = samples[at] ?? makeCase(tools);
    const form = await formOf(asRead(tree).document);
    if (!form) continue;
    count += 1;
    yield form;
  }
}

/** One process for all of them. */
function startPyld() {
  const program = join(import.meta.dirname, 'canonize.py');
  const { stdin, stdout, stderr } = spawn(String(python), [program]);
  const lines = createInterface(stdout)[Symbol.asyncIterator]();
  const errors: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  stdin.write(`${JSON.stringify({ contexts: Object.fromEntries(W3C_CONTEXTS) })}\n`);
  return {
    ask: (text: string) => void stdin.write(`${text}\n`),
    async answer(): Promise<string> {
      const line = await lines.next();
      if (line.done === true) throw new Error(errors.join(''));
      return line.value;
    },
    end: () => void stdin.end(),
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.runIf(python !== undefined && isShortWayOpen())(`pyld${skipped}`, () => {
  it(
    `has the same canonical form of ${CASES} documents: FUZZ_SEED=${seed}`,
    async () => {
      const pyld = startPyld();
      const faults: string[] = [];
      const reasons = new Map<string, number>();
      const asked: Form[] = [];
      const judge = async ({ text, canonical, reason }: Form) => {
        const answer = await pyld.answer();
        if (answer === sha256(canonical)) return;
        if (reason === undefined) faults.push(`${text}\npyld: ${answer}\nours: ${canonical}`);
        else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      };
      for await (const form of forms(await readCorpus())) {
        pyld.ask(form.text);
        asked.push(form);
        const [first] = asked;
        if (first && asked.length > AHEAD) await judge(first).then(() => asked.shift());
      }
      for (const form of asked) await judge(form);
      pyld.end();
      const told = [...reasons].map(([reason, count]) => `${count} by ${reason}`).join(', ');
      process.stdout.write(`FUZZ_SEED=${seed}: ${CASES} forms, of which other in pyld: ${told}\n`);
      expect(faults.slice(0, 5)).toEqual([]);
      // They are rare, or they would hide what is wrong.
      expect([...reasons.values()].reduce((sum, one) => sum + one, 0)).toBeLessThan(CASES / 10);
    },
    PATIENCE,
  );
});
