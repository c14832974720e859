import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/definitions.ts';
import { compiled } from '../support/programs/compiled.ts';
import { copyDefinitions, REAL } from './copied-definitions.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEAM = '2-equipe/travailler-en-equipe.yaml';

const { badgeClasses, objectives, levels, frameworks } = await loadDefinitions(REAL);
const competences = frameworks.flatMap((framework) => framework.competences);
const WELL =
  `${badgeClasses.length} badge classes, ${objectives.length} objectives, ${levels.length} levels, ` +
  `${frameworks.length} frameworks with ${competences.length} competences: nothing to put right.\n`;

function checkBadges(...args: string[]) {
  const command = [compiled('src/check-badges.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('says in one line that all is well', () => {
  expect(checkBadges()).toEqual({ status: 0, stdout: WELL, stderr: '' });
});

it('prints every problem and fails', async () => {
  const copy = await copyDefinitions();
  await copy.edit(TEAM, 'variant: trio', 'variant: Trio');
  await copy.edit(TEAM, 'kind: competence', 'kind: talent');
  const { status, stdout, stderr } = checkBadges(copy.folder);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(
    stderr.split('\n').filter((line) => line.startsWith(join(copy.folder, TEAM))),
  ).toHaveLength(2);
});

it('records a new version when asked, and says so', async () => {
  const copy = await copyDefinitions();
  await copy.copy(TEAM, '2-equipe/travailler-en-equipe.v1.yaml');
  await copy.edit(TEAM, 'version: 1', 'version: 2');
  expect(checkBadges('--record', copy.folder)).toEqual({
    status: 0,
    stdout: `Recorded travailler-en-equipe@2\nRecorded travailler-en-equipe@2.en\n${WELL}`,
    stderr: '',
  });
});

it('says how to use it when it does not understand', () => {
  expect(checkBadges('--recrod')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Usage: npm run check:badges [-- [--record] [folder]]\n',
  });
});
