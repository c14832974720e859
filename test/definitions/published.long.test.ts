import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DefinitionsError, loadDefinitions } from '../../src/definitions/definitions.ts';
import { recordPublished } from '../../src/definitions/record-published.ts';
import { type Copy, copyDefinitions } from './copied-definitions.ts';

const TEAM = '2-equipe/travailler-en-equipe.yaml';
const TEAM_V1 = '2-equipe/travailler-en-equipe.v1.yaml';
const RECORD = 'Read it once more, then run: npm run check:badges -- --record';

/** What badge-definitions/README.md says to do to change a published badge class. */
async function raiseVersion(copy: Copy) {
  await copy.copy(TEAM, TEAM_V1);
  await copy.edit(TEAM, 'version: 1', 'version: 2');
  await copy.edit(TEAM, 'au moins deux prestations', 'au moins trois prestations');
}

describe('a published version', () => {
  it('may not change', async () => {
    const copy = await copyDefinitions();
    await copy.edit(TEAM, 'au moins deux prestations', 'au moins trois prestations');
    expect(await copy.problems()).toEqual([
      {
        file: TEAM,
        line: 2,
        message: 'travailler-en-equipe version 1 has changed since it was published',
        remedy:
          'Restore it, or copy what was published to travailler-en-equipe.v1.yaml ' +
          'and raise version to 2 here.',
      },
    ]);
  });

  it('may not change in another language: badges can be signed in it', async () => {
    const copy = await copyDefinitions();
    await copy.edit(TEAM, 'at least two jobs', 'at least three jobs');
    expect(await copy.problems()).toMatchObject([
      {
        line: await copy.lineWith(TEAM, 'en:'),
        message: 'travailler-en-equipe version 1 in English has changed since it was published',
      },
    ]);
    await copy.edit(TEAM, 'at least three jobs', 'at least two jobs');
    await copy.edit('levels.yaml', 'With support', 'With help');
    expect(await copy.problems()).toMatchObject([
      { message: 'The rubric in English has changed since it was published' },
    ]);
  });

  it('is as it was published in French before it had another language', async () => {
    const copy = await copyDefinitions();
    const whole = await copy.read('published.yaml');
    const french = whole.replace(/.*\.en: .*\n/gu, '');
    await copy.write('published.yaml', french);
    const recorded = await recordPublished(copy.folder);
    const english = whole.match(/^.*\.en(?=: )/gmu) ?? [];
    expect(english).toContain('levels.en');
    expect(recorded.toSorted()).toEqual(english.toSorted());
    expect((await copy.read('published.yaml')).startsWith(french)).toBe(true);
  });

  it('may not go away', async () => {
    const copy = await copyDefinitions();
    const line = await copy.lineWith('published.yaml', 'travailler-en-equipe@1');
    await copy.remove(TEAM);
    expect(await copy.problems()).toEqual([
      {
        file: 'published.yaml',
        line,
        message: 'travailler-en-equipe version 1 was published, but no file has it',
        remedy:
          'Restore it from version control, as travailler-en-equipe.v1.yaml if there is a newer one.',
      },
    ]);
  });

  it('is the same whatever its rank, comments, quotes and order of fields', async () => {
    const copy = await copyDefinitions();
    await copy.edit(TEAM, 'order: 2\n', '# moved\n');
    await copy.edit(TEAM, 'kind: competence\n', '');
    await copy.edit(TEAM, 'art:', "order: 7\nkind: 'competence'\nart:");
    await copy.edit(TEAM, 'J’ai tenu', "J'ai tenu");
    expect(await copy.problems()).toEqual([]);
  });

  it('holds for the rubric, which published badges name', async () => {
    const copy = await copyDefinitions();
    await copy.edit('levels.yaml', 'name: Avec appui', 'name: Avec aide');
    expect(await copy.problems()).toEqual([
      {
        file: 'levels.yaml',
        line: await copy.lineWith('levels.yaml', '- code: 1'),
        message: 'The rubric has changed since it was published',
        remedy: 'Restore it: badges that people hold name these four levels.',
      },
    ]);
  });
});

describe('a new version', () => {
  it('has to be recorded', async () => {
    const copy = await copyDefinitions();
    await raiseVersion(copy);
    const message = 'travailler-en-equipe version 2 is not recorded as published';
    const english = 'travailler-en-equipe version 2 in English is not recorded as published';
    const line = await copy.lineWith(TEAM, 'en:');
    expect(await copy.problems()).toEqual([
      { file: TEAM, line: 2, message, remedy: RECORD },
      { file: TEAM, line, message: english, remedy: RECORD },
    ]);
  });

  it('leaves the older one readable for ever', async () => {
    const copy = await copyDefinitions();
    await raiseVersion(copy);
    expect(await recordPublished(copy.folder)).toEqual([
      'travailler-en-equipe@2',
      'travailler-en-equipe@2.en',
    ]);
    const definitions = await loadDefinitions(copy.folder);
    const slugs = definitions.badgeClasses.map(({ slug }) => slug);
    expect(slugs.filter((slug) => slug === 'travailler-en-equipe')).toHaveLength(1);
    const found = [undefined, 1, 2].map((version) =>
      definitions.findBadgeClass('travailler-en-equipe', version),
    );
    expect(found.map((one) => one?.version)).toEqual([2, 1, 2]);
    expect(found.map((one) => one?.criteria[0])).toEqual([
      'J’ai tenu un rôle clair dans au moins trois prestations.',
      'J’ai tenu un rôle clair dans au moins deux prestations.',
      'J’ai tenu un rôle clair dans au moins trois prestations.',
    ]);
    expect(definitions.badgeClasses).toContain(found[0]);
    expect(definitions.badgeClasses).not.toContain(found[1]);
  });

  it('may not touch the older one', async () => {
    const copy = await copyDefinitions();
    await raiseVersion(copy);
    await recordPublished(copy.folder);
    await copy.edit(TEAM_V1, 'name: Je travaille en équipe', 'name: Je travaille');
    expect(await copy.problems()).toEqual([
      {
        file: TEAM_V1,
        line: 2,
        message: 'travailler-en-equipe version 1 has changed since it was published',
        remedy: 'Restore it: an older version stays as it was published.',
      },
    ]);
  });

  it('lies in the file without a version in its name', async () => {
    const copy = await copyDefinitions();
    const file = '2-equipe/travailler-en-equipe.v2.yaml';
    await copy.move(TEAM, file);
    const at = { file, line: 2 };
    expect(await copy.problems()).toEqual([
      {
        ...at,
        message: 'version 1 is not the version in the name of the file',
        remedy: 'Write version: 2, or rename the file.',
      },
      {
        ...at,
        message: 'travailler-en-equipe.yaml holds no version newer than 1',
        remedy: 'Keep the newest version in travailler-en-equipe.yaml, and older ones beside it.',
      },
    ]);
  });
});

describe('recording', () => {
  it('takes a badge class that is one file: the example of the README', async () => {
    const copy = await copyDefinitions();
    const example = /```yaml\n(?<yaml>.*?)```/su.exec(await copy.read('README.md'))?.groups?.[
      'yaml'
    ];
    await copy.write('2-equipe/exemple.yaml', example ?? '');
    await copy.edit('2-equipe/exemple.yaml', 'slug: travailler-en-equipe', 'slug: exemple');
    await copy.edit('2-equipe/exemple.yaml', 'name: Je travaille en équipe', 'name: J’essaie');
    await copy.edit('2-equipe/exemple.yaml', 'name: I work in a team', 'name: I try');
    const before = await copy.read('published.yaml');
    expect(await recordPublished(copy.folder)).toEqual(['exemple@1', 'exemple@1.en']);
    const after = await copy.read('published.yaml');
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatch(
      /^exemple@1: sha256-[\w-]{43}\nexemple@1\.en: sha256-[\w-]{43}\n$/u,
    );
    const definitions = await loadDefinitions(copy.folder);
    expect(definitions.badgeClasses).toContain(definitions.findBadgeClass('exemple'));
    expect(definitions.findBadgeClass('exemple')?.alignments[1]?.id).toBe('300465');
  });

  it('begins an empty lock', async () => {
    const copy = await copyDefinitions();
    const before = await copy.read('published.yaml');
    await copy.write('published.yaml', '');
    const lines = before.split('\n').filter((line) => line.includes('sha256-'));
    expect(await recordPublished(copy.folder)).toHaveLength(lines.length);
    expect((await copy.read('published.yaml')).trim().split('\n').sort()).toEqual(lines.sort());
  });

  it('changes nothing when there is nothing new', async () => {
    const copy = await copyDefinitions();
    const before = await copy.read('published.yaml');
    expect(await recordPublished(copy.folder)).toEqual([]);
    expect(await copy.read('published.yaml')).toBe(before);
  });

  it('refuses all while a published version has changed', async () => {
    const copy = await copyDefinitions();
    await copy.copy(TEAM, '2-equipe/exemple.yaml');
    await copy.edit('2-equipe/exemple.yaml', 'slug: travailler-en-equipe', 'slug: exemple');
    await copy.edit('2-equipe/exemple.yaml', 'name: Je travaille en équipe', 'name: J’essaie');
    await copy.edit('2-equipe/exemple.yaml', 'name: I work in a team', 'name: I try');
    await copy.edit(TEAM, 'au moins deux prestations', 'au moins trois prestations');
    const before = await copy.read('published.yaml');
    const failure = recordPublished(copy.folder);
    await expect(failure).rejects.toBeInstanceOf(DefinitionsError);
    await expect(failure).rejects.toThrow(
      `${join(copy.folder, TEAM)}:2  travailler-en-equipe version 1 has changed`,
    );
    expect(await copy.read('published.yaml')).toBe(before);
  });
});
