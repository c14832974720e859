/** The units for a machine without Docker start what there is, and the runbook sets them up as they are. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCommand } from '../src/admin/commands.ts';
import { CLOSING } from '../src/workers/supervise.ts';

const FOLDER = 'docs/systemd';
const names = readdirSync(FOLDER).sort();
const runbook = readFileSync('docs/runbook.md', 'utf8');
const [, setUp = ''] = runbook.split(/^## Without Docker$/m);

/** The values of each key, whatever its section. */
function readUnit(name: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const line of readFileSync(join(FOLDER, name), 'utf8').split('\n')) {
    const [, key, value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined) values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

const valueOf = (name: string, key: string) => readUnit(name).get(key)?.[0] ?? '';
const services = names.filter((name) => name.endsWith('.service'));

it('are a service, its backup, and what starts that; the runbook names each', () => {
  expect(names).toEqual([
    ...['kpa-badges-backup.service', 'kpa-badges-backup.timer', 'kpa-badges.service'],
  ]);
  expect(setUp).toContain('systemctl enable --now kpa-badges.service kpa-badges-backup.timer');
  expect(setUp).toContain(`${FOLDER}/*`);
});

describe.each(services)('%s', (name) => {
  it('runs a program that there is, in the folder and as the user of the runbook', () => {
    const [node, ...words] = valueOf(name, 'ExecStart').split(' ');
    expect(node).toBe('/usr/bin/node');
    const at = words.findIndex((word) => word.startsWith('dist/'));
    const program = words[at] ?? '';
    expect(existsSync(program.replace(/^dist\/(.+)\.js$/, 'src/$1.ts'))).toBe(true);
    const rest = words.slice(at + 1);
    if (program === 'dist/admin.js') expect(() => findCommand(rest)).not.toThrow();
    else expect(rest).toEqual([]);
    expect(setUp).toContain(`cd ${valueOf(name, 'WorkingDirectory')}\n`);
    expect(setUp).toMatch(new RegExp(`^ *sudo useradd .* ${valueOf(name, 'User')}$`, 'm'));
    expect(valueOf(name, 'User')).not.toBe('root');
  });

  it('writes into its data, and nowhere else', () => {
    expect(valueOf(name, 'ProtectSystem')).toBe('strict');
    expect(readUnit(name).has('ReadWritePaths')).toBe(false);
    expect(setUp).toContain(`DATA_DIR=/var/lib/${valueOf(name, 'StateDirectory')}\n`);
  });
});

it('both may do the same, and no more than they must', () => {
  const limits = services.map((name) =>
    [...readUnit(name)].filter(([key]) =>
      /^(State|UMask|Protect|Private|NoNew|Capability|Restrict(?=[A-Z])|Lock|System)/.test(key),
    ),
  );
  expect(limits[0]).toEqual(limits[1]);
  expect(limits[0]?.length).toBeGreaterThan(20);
  expect(new Map(limits[0]).get('NoNewPrivileges')).toEqual(['yes']);
  expect(new Map(limits[0]).get('CapabilityBoundingSet')).toEqual(['']);
});

it('what is told to end has the time that it needs, and begins again if it fails', () => {
  const unit = 'kpa-badges.service';
  expect(Number(valueOf(unit, 'TimeoutStopSec')) * 1_000).toBeGreaterThan(CLOSING);
  expect(services.map((name) => valueOf(name, 'Restart'))).toEqual(['on-failure', 'on-failure']);
});

it.runIf(spawnSync('systemd-analyze', ['--version']).status === 0)('systemd reads them', () => {
  for (const name of names) {
    // What it cannot read it says, and goes on: nothing is all right.
    const said = execFileSync('sh', ['-c', `systemd-analyze verify ${join(FOLDER, name)} 2>&1`], {
      encoding: 'utf8',
    });
    // Of a machine that has its Node elsewhere.
    const lines = said.split('\n').filter((line) => !/\/usr\/bin\/node is not exec|^$/.test(line));
    expect(lines).toEqual([]);
  }
});
