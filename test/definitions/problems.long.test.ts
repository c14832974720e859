import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DefinitionsError, loadDefinitions } from '../../src/definitions/definitions.ts';
import { copyDefinitions } from './copied-definitions.ts';
import { englishMutants } from './english-mutants.ts';
import { mutants } from './mutants.ts';

const TEAM = '2-equipe/travailler-en-equipe.yaml';
const RENAME = 'Name it <slug>.yaml, or <slug>.v1.yaml for an older version, or remove it.';

describe('a definitions folder with one fault', () => {
  it.each(mutants)('tells of $fault', async (mutant) => {
    const { file, from, to, message, remedy } = mutant;
    const copy = await copyDefinitions();
    await copy.edit(file, from, to);
    // Of several such lines, the last before the English: what was added follows what was there.
    const [french = ''] = (await copy.read(file)).split(/^en:$/mu);
    const before = french.split(mutant.on);
    const line = before.slice(0, -1).join(mutant.on).split('\n').length;
    expect(await copy.faults()).toEqual([{ file, line, message, remedy }]);
  });
});

describe('a definitions folder whose English', () => {
  it.each(englishMutants)('$fault', async ({ file, from, to, on, message, remedy }) => {
    const copy = await copyDefinitions();
    await copy.edit(file, from, to);
    const line = await copy.lineWith(file, on);
    expect(await copy.faults()).toEqual([{ file, line, message, remedy }]);
  });
});

describe('a definitions folder with a file out of place', () => {
  it('tells of a badge class in the folder of another objective', async () => {
    const copy = await copyDefinitions();
    const file = '3-activites/travailler-en-equipe.yaml';
    await copy.move(TEAM, file);
    const line = await copy.lineWith(file, 'objective:');
    const message = 'objective 2 is not the objective of the folder 3-activites';
    const remedy = 'Move the file to 2-equipe/, or correct the objective.';
    expect(await copy.problems()).toEqual([{ file, line, message, remedy }]);
  });

  it('tells of a file whose name is not its slug', async () => {
    const copy = await copyDefinitions();
    const file = '2-equipe/equipe.yaml';
    await copy.move(TEAM, file);
    const message = 'slug travailler-en-equipe is not the name of the file, equipe';
    const remedy = 'Rename the file to travailler-en-equipe.yaml, or write slug: equipe.';
    expect(await copy.problems()).toEqual([{ file, line: 1, message, remedy }]);
  });

  it('tells of the same version in two files', async () => {
    const copy = await copyDefinitions();
    const file = '2-equipe/travailler-en-equipe.yaml';
    await copy.copy(TEAM, '2-equipe/travailler-en-equipe.v1.yaml');
    const first = join(copy.folder, '2-equipe/travailler-en-equipe.v1.yaml');
    const message = `travailler-en-equipe version 1 is already in ${first}`;
    const remedy = 'Give one of the two another slug or another version.';
    expect(await copy.problems()).toEqual([{ file, line: 1, message, remedy }]);
  });

  it('tells of a framework under another name, and of who cites it', async () => {
    const copy = await copyDefinitions();
    const file = 'frameworks/digcomp.yaml';
    await copy.edit(file, 'slug: digcomp', 'slug: digital');
    expect(await copy.faults()).toEqual([
      expect.objectContaining({ message: 'framework digcomp is unknown' }),
      {
        file,
        line: 1,
        message: 'slug digital is not the name of the file',
        remedy: 'Rename the file to digital.yaml, or correct the slug.',
      },
    ]);
  });

  it.each([
    ['2-equipe/travailler-en-equipe.yml', 'Nothing reads a file of this name', RENAME],
    ['frameworks/Mon référentiel.yaml', 'Nothing reads a file of this name', RENAME],
    [
      'travailler-en-equipe.yaml',
      'Nothing reads this file',
      'Move it into the folder of its objective or into frameworks/, or remove it.',
    ],
  ])('tells of %s, which would go unnoticed', async (file, message, remedy) => {
    const copy = await copyDefinitions();
    await copy.copy(TEAM, file);
    expect(await copy.problems()).toEqual([{ file, line: 1, message, remedy }]);
  });

  it.each(['objectives.yaml', 'levels.yaml', 'published.yaml'])(
    'tells of a missing %s, and not of what follows from it',
    async (file) => {
      const copy = await copyDefinitions();
      await copy.remove(file);
      const message = 'Cannot read the file (ENOENT)';
      const remedy = 'Restore it from version control.';
      expect(await copy.problems()).toEqual([{ file, line: 1, message, remedy }]);
    },
  );
});

describe('a definitions folder that is not text or not there', () => {
  it('tells of a file that is not UTF-8', async () => {
    const copy = await copyDefinitions();
    await copy.write(TEAM, Buffer.from(await copy.read(TEAM), 'latin1'));
    const message = 'The file is not UTF-8';
    const expected = { file: TEAM, line: 1, message, remedy: 'Save it as UTF-8.' };
    expect(await copy.problems()).toEqual([expected]);
  });

  it('tells of a file that is too large, without reading it', async () => {
    const copy = await copyDefinitions();
    await copy.write(TEAM, '#'.repeat(256 * 1024 + 1));
    const message = 'The file is too large';
    const expected = { file: TEAM, line: 1, message, remedy: 'Keep it to 262144 bytes.' };
    expect(await copy.problems()).toEqual([expected]);
  });

  it('tells of a folder that cannot be read', async () => {
    const copy = await copyDefinitions();
    const folder = join(copy.folder, 'nowhere');
    const failure = loadDefinitions(folder);
    await expect(failure).rejects.toBeInstanceOf(DefinitionsError);
    await expect(failure).rejects.toThrow(
      `${folder}:1  Cannot read the folder (ENOENT)\n    → Check its path and who may read it.`,
    );
  });
});

describe('a definitions folder with several faults', () => {
  it('tells of all at once, in the order of files and lines', async () => {
    const copy = await copyDefinitions();
    await copy.edit('7-parcours/transmettre.yaml', 'kind: realisation', 'kind: don');
    await copy.edit(TEAM, 'variant: trio', 'variant: Trio');
    await copy.edit(TEAM, 'objective: 2', 'objective: deux');
    await copy.edit('frameworks/clea.yaml', "id: '4'", 'id: 4 bis');
    const places = (await copy.problems()).map(({ file, message }) => `${file} ${message}`);
    expect(places).toEqual([
      `${TEAM} objective is not a whole number`,
      `${TEAM} art.variant is not a slug`,
      '7-parcours/transmettre.yaml kind has an unknown value',
      'frameworks/clea.yaml competences[3].id is not an identifier',
    ]);
  });

  it('prints each with its file, its line and what to do', async () => {
    const copy = await copyDefinitions();
    await copy.edit(TEAM, 'kind: competence', 'kind: talent');
    const line = await copy.lineWith(TEAM, 'kind:');
    await expect(loadDefinitions(copy.folder)).rejects.toHaveProperty(
      'message',
      `${join(copy.folder, TEAM)}:${line}  kind has an unknown value\n` +
        '    → Use one of: competence, realisation, apprentissage, engagement.',
    );
  });
});
