/** A catalogue of a few badge classes, made here: what is loaded, and in which order. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/definitions.ts';
import { recordPublished } from '../../src/definitions/record-published.ts';
import { type Copy, copyDefinitions } from './copied-definitions.ts';

const TEAM = '2-equipe/travailler-en-equipe.yaml';

/** Objectives, rubric and frameworks, and no badge class. */
async function emptyCatalogue(): Promise<Copy & { readonly team: string }> {
  const copy = await copyDefinitions();
  const team = await copy.read(TEAM);
  const folders = (await readdir(copy.folder)).filter((name) => /^[1-7]-/.test(name));
  for (const name of folders) {
    const files = await readdir(join(copy.folder, name));
    for (const file of files) await rm(join(copy.folder, name, file));
  }
  await copy.write('published.yaml', '');
  return { ...copy, team };
}

it('comes by objective, then by rank, and without one last', async () => {
  const catalogue = await emptyCatalogue();
  const add = async (folder: string, slug: string, order: string) => {
    const isFirst = folder === '1-talents';
    const text = catalogue.team
      .replace('slug: travailler-en-equipe', `slug: ${slug}`)
      .replace('order: 2\n', order)
      .replace('name: Je travaille en équipe', `name: Je fais ${slug}`)
      .replace('name: I work in a team', `name: I do ${slug}`)
      .replace('objective: 2', `objective: ${isFirst ? 1 : 2}`)
      .replace('variant: trio', `variant: ${isFirst ? 'rays' : 'trio'}`);
    await catalogue.write(`${folder}/${slug}.yaml`, text);
  };
  await add('2-equipe', 'aaa', '');
  await add('2-equipe', 'bbb', 'order: 2\n');
  await add('2-equipe', 'ccc', 'order: 1\n');
  await add('1-talents', 'ddd', 'order: 9\n');
  await recordPublished(catalogue.folder);
  const definitions = await loadDefinitions(catalogue.folder);
  const slugs = definitions.badgeClasses.map(({ slug }) => slug);
  expect(slugs).toEqual(['ddd', 'ccc', 'bbb', 'aaa']);
  expect(definitions.in('en').badgeClasses.map(({ slug }) => slug)).toEqual(slugs);
});

it('may have a badge class that ends, alone in its objective', async () => {
  const catalogue = await emptyCatalogue();
  await catalogue.write(TEAM, catalogue.team.replace('kind:', 'validFor: P3Y\nkind:'));
  expect(await recordPublished(catalogue.folder)).toHaveLength(4);
  const { badgeClasses } = await loadDefinitions(catalogue.folder);
  expect(badgeClasses.map(({ slug, validFor }) => [slug, validFor])).toEqual([
    ['travailler-en-equipe', 36],
  ]);
});
