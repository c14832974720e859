/** Definitions with one badge class that has an end: none of the network's own has one. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Definitions, loadDefinitions } from '../../../src/definitions/definitions.ts';
import { recordPublished } from '../../../src/definitions/record-published.ts';

const REAL = fileURLToPath(new URL('../../../badge-definitions', import.meta.url));
const MODEL = '3-activites/realiser-une-prestation.yaml';

export const FADING = 'appliquer-les-regles-d-hygiene';

/** Beside the real badge classes: `FADING`, which counts for so long (`P1Y6M`). */
export async function definitionsWithEnd(validFor: string): Promise<Definitions> {
  const folder = await mkdtemp(join(tmpdir(), 'fading-badge-'));
  try {
    await cp(REAL, folder, { recursive: true });
    const model = await readFile(join(folder, MODEL), 'utf8');
    const fading = model
      .replace('slug: realiser-une-prestation', `slug: ${FADING}\nvalidFor: ${validFor}`)
      .replace('name: Je réalise une prestation', 'name: J’applique les règles d’hygiène')
      .replace('name: I carry out a job', 'name: I apply the rules of hygiene');
    await writeFile(join(folder, `3-activites/${FADING}.yaml`), fading);
    await recordPublished(folder);
    return await loadDefinitions(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
