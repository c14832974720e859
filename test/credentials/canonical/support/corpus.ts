/** Real documents, of ours and of others: each is compared as it is, and mutated. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { buildEndorsement } from '../../../../src/credentials/write/build-endorsement.ts';
import { dataIntegrity } from '../../../../src/credentials/formats/data-integrity.ts';
import {
  fullCredential,
  fullInput,
  issuer,
  NOW,
  STATUS_LIST,
  statusList,
} from '../../support/issuer.ts';
import { SHARED } from '../../support/others/shared.ts';
import { isTree, type Json, jsonOf, type Tree } from './json.ts';
import { modelExamples } from './model-examples.ts';

export interface Sample {
  /** `ours`: what this house writes, which never goes the long way. */
  readonly corpus: 'ours' | 'examples' | 'samples' | 'cases';
  readonly name: string;
  readonly tree: Tree;
}

const GOLDEN = join(import.meta.dirname, '../../../golden');

/** Of the shared material, what is there. */
export async function readCorpus(): Promise<readonly Sample[]> {
  return [
    ...(await builtHere()),
    ...filesOf('ours', GOLDEN),
    ...Object.entries(modelExamples).map(([name, tree]) => ({
      corpus: 'examples' as const,
      name,
      tree,
    })),
    ...filesOf('samples', join(SHARED, 'data/openbadges/samples')),
    ...filesOf('samples', join(SHARED, 'data/openbadges/vectors')),
    ...filesOf('cases', join(SHARED, 'cases')),
  ];
}

/** A badge that two confirmed, and its withdrawal. */
async function builtHere(): Promise<readonly Sample[]> {
  const { id: about } = fullCredential;
  const confirmations = ['A répondu à tous.', 'A gardé l’heure.'].map((comment, at) =>
    buildEndorsement({
      ...{ id: `urn:uuid:${at}`, name: 'Confirmation', issuer: fullInput.issuer, about, comment },
      validFrom: '2026-10-15T08:00:00Z',
      status: { list: STATUS_LIST, index: 7 },
    }),
  );
  const badge = await dataIntegrity.sign(fullCredential, issuer.signer, NOW, confirmations);
  const list = JSON.stringify(await statusList([3, 40_321]));
  return [
    ...documentsIn('ours', 'built badge', jsonOf(badge)),
    ...documentsIn('ours', 'built list', jsonOf(list)),
  ];
}

/** JSON files, and the payloads of JWTs. */
function filesOf(corpus: Sample['corpus'], folder: string): readonly Sample[] {
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      // Nobody signs those.
      .filter((file) => !file.endsWith('did.json'))
      .toSorted()
      .flatMap((file) => {
        const text = () => readFileSync(join(folder, file), 'utf8').trim();
        if (extname(file) === '.json') return documentsIn(corpus, file, read(text()));
        if (extname(file) !== '.jwt') return [];
        const payload = Buffer.from(text().split('.')[1] ?? '', 'base64url').toString('utf8');
        return documentsIn(corpus, file, read(payload));
      })
  );
}

function read(text: string): Json {
  try {
    return jsonOf(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** Whatever has a context, within other things too; a proof also apart, as it is signed. */
function documentsIn(
  corpus: Sample['corpus'],
  name: string,
  value: Json,
  around?: Json,
): readonly Sample[] {
  if (!isTree(value)) {
    return Array.isArray(value)
      ? value.flatMap((one, at) => documentsIn(corpus, `${name}/${at}`, one, around))
      : [];
  }
  const { proof, ...unsigned } = value;
  const context = value['@context'] ?? around;
  const own =
    value['@context'] === undefined ? [] : [value, ...(proof === undefined ? [] : [unsigned])];
  const proofs = [proof ?? []].flat().filter((one) => isTree(one));
  const apart =
    context === undefined
      ? []
      : proofs.map(({ proofValue, ...config }) => ({ '@context': context, ...config }));
  return [
    ...[...own, ...apart].map((tree, at) => ({ corpus, name: `${name}#${at}`, tree })),
    ...Object.entries(unsigned).flatMap(([key, member]) =>
      key === '@context' ? [] : documentsIn(corpus, `${name}/${key}`, member, context),
    ),
  ];
}
