/** One signed graph, written with another of its nodes on top: docs/adr/0024. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildEndorsement } from '../../../src/credentials/write/build-endorsement.ts';
import { PINNED_CONTEXTS } from '../../../src/credentials/contexts/pinned.ts';
import { dataIntegrity } from '../../../src/credentials/formats/data-integrity.ts';
import { isObject, type JsonObject, toArray } from '../../../src/credentials/bytes/json-object.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, fullInput, issuer, NOW, statusList } from '../support/issuer.ts';
import { signed, surroundings } from '../support/issuer.ts';

const sets = join(import.meta.dirname, '../../golden');
const days = readdirSync(sets).filter((name) => /^\d{4}/.test(name));
const golden = (day: string, file: string): JsonObject =>
  objectIn(JSON.parse(readFileSync(join(sets, day, file), 'utf8')));
/** Every golden file that is signed, by its name. */
const goldenForms = days.flatMap((day) =>
  ['badge.json', 'revoked.json', 'status-list.json'].map(
    (file) => [`${day}/${file}`, golden(day, file)] as const,
  ),
);

const endorsement = buildEndorsement({
  id: 'urn:uuid:6a370043-83cf-44c1-9c33-d0c369d73618',
  name: 'Confirmation',
  issuer: fullInput.issuer,
  validFrom: '2026-11-19T10:00:00Z',
  about: fullCredential.id,
  comment: 'Je l’ai vu aussi.',
});
const confirmed = await dataIntegrity.sign(fullCredential, issuer.signer, NOW, [endorsement]);

const FORMS: Readonly<Record<string, JsonObject>> = {
  'a badge': { ...signed },
  'a badge that is confirmed': objectIn(JSON.parse(confirmed)),
  'a confirmation': { ...(await signDocument(endorsement, issuer.signer, NOW)) },
  'a status list': { ...(await statusList([7])) },
  ...Object.fromEntries(goldenForms),
};

const surroundingsOfToday = surroundings();
function surroundingsOf(form: string): Surroundings {
  const day = days.find((one) => form.startsWith(`${one}/`));
  if (day === undefined) return surroundingsOfToday;
  const document = golden(day, 'did.json');
  return {
    ...surroundingsOfToday,
    now: new Date(`${day.slice(0, 10)}T23:00:00Z`),
    resolveDid: () => Promise.resolve({ outcome: 'found', document }),
  };
}

/** The same quads, as far as each way of writing lets them be the same. */
function reroot(document: JsonObject, node: JsonObject): readonly JsonObject[] {
  const { '@context': contexts, proof, ...root } = document;
  const id = root['id'];
  const without = { ...objectIn(mapped(root, (one) => (one === node ? { id: node['id'] } : one))) };
  const head = { '@context': contexts };
  const bare = Object.fromEntries(Object.entries(node).filter(([key]) => key !== '@context'));
  // What stands in the node under the root's id takes in all that the root says.
  const joined = mapped(bare, (one) => {
    if (!isObject(one) || one['id'] !== id) return one;
    const type = [...toArray(one['type']), ...toArray(without['type'])];
    return { ...one, ...without, type };
  });
  const moved = objectIn(joined);
  const trees = [
    moved,
    { ...bare, termsOfUse: [without] },
    { ...bare, evidence: [without] },
    { ...bare, '@included': [without] },
    { ...bare, '@reverse': { evidence: without } },
    { '@graph': [bare, without] },
    {
      ...bare,
      type: [...toArray(root['type']), ...toArray(bare['type'])],
      relatedResource: without,
    },
  ];
  return trees.map((tree) => ({ ...head, ...tree, proof }));
}

function nodesOf(document: JsonObject): readonly JsonObject[] {
  const values: unknown[] = [document];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) if (key !== 'proof') values.push(member);
  }
  return values
    .filter((value) => isObject(value))
    .filter((value) => value !== document && typeof value['id'] === 'string');
}

describe.each(Object.keys(FORMS))('%s', (form) => {
  const document = FORMS[form] ?? {};

  it('is authentic as it is', async () => {
    const { summary } = await verifyCredential(document, surroundingsOf(form), { profile: 'w3c' });
    expect(summary.authentic).toBe('yes');
  });

  it('is not with another of its nodes on top, whatever context is added', async () => {
    const contexts: readonly (string | undefined)[] = [undefined, ...PINNED_CONTEXTS.keys()];
    const forged = [document, ...nodesOf(document)]
      .flatMap((node) => (node === document ? [] : reroot(document, node)))
      .flatMap((tree) => contexts.map((url) => withContext(tree, url)));
    expect(forged.length).toBeGreaterThan(0);
    const around = surroundingsOf(form);
    const believed: string[] = [];
    for (const text of forged.map((tree) => JSON.stringify(tree))) {
      for (const profile of ['w3c', 'open-badges'] as const) {
        const { summary, kind } = await verifyCredential(text, around, { profile });
        if (summary.authentic === 'yes') believed.push(`${profile} ${kind ?? ''}: ${text}`);
      }
    }
    expect(believed).toEqual([]);
  });
});

describe('a credential that was signed with another one inside', () => {
  const inner = { ...fullCredential, '@context': undefined, refreshService: undefined };
  const outer = {
    '@context': fullCredential['@context'],
    id: 'urn:uuid:11111111-1111-4111-8111-111111111111',
    type: ['VerifiableCredential'],
    issuer: issuer.did,
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: 'urn:uuid:33333333-3333-4333-8333-333333333333' },
  };
  const within = objectIn(JSON.parse(JSON.stringify(inner)));

  it.each(['evidence', 'termsOfUse', 'relatedResource', 'credentialSchema', 'endorsement'])(
    'is not authentic with either on top: in %s',
    async (member) => {
      const held = { ...within, termsOfUse: { id: outer.id } };
      const whole = await signDocument({ ...outer, [member]: [held] }, issuer.signer, NOW);
      const { proof, '@context': contexts } = whole;
      const forged = {
        '@context': contexts,
        ...within,
        termsOfUse: { ...outer, '@context': undefined, [member]: [{ id: within['id'] }] },
        proof,
      };
      for (const document of [whole, forged]) {
        const { summary } = await verifyCredential(document, surroundings(), { profile: 'w3c' });
        expect(summary.authentic).not.toBe('yes');
      }
    },
  );

  it('nor is a status list that was hidden in it', async () => {
    const list = { ...(await statusList([])), proof: undefined, '@context': undefined };
    const plain = objectIn(JSON.parse(JSON.stringify(list)));
    const whole = await signDocument({ ...outer, evidence: [plain] }, issuer.signer, NOW);
    const { proof, '@context': contexts, evidence, ...rest } = whole;
    const forged = { '@context': contexts, ...plain, evidence: [{ ...rest }], proof };
    const fetchStatusList = () => Promise.resolve({ outcome: 'found', document: forged } as const);
    const { summary } = await verifyCredential({ ...signed }, surroundings({ fetchStatusList }));
    expect(summary.standing).toBe('unknown');
  });
});

function withContext(tree: JsonObject, url: string | undefined): JsonObject {
  const contexts = toArray(tree['@context']);
  return url === undefined || contexts.includes(url)
    ? tree
    : { ...tree, '@context': [...contexts, url] };
}

function mapped(value: unknown, change: (one: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapped(member, change)]),
  );
}

function objectIn(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error('Not an object');
  return value;
}
