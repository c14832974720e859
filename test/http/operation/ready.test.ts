/** What the machine that watches is told while the data is not that of this configuration. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { INSTALLATION_ID } from '../../../src/features/installation/check-installation.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.destroy());

/** At most once a second it looks. */
async function ready(): Promise<string> {
  world.passTime(1);
  const { status, html } = await world.visitor().send('/health/ready');
  return `${status} ${html}`;
}

async function moveTo(publicUrl: string): Promise<void> {
  const { installations } = world.services.store;
  await installations.update(INSTALLATION_ID, (now) => ({ ...now, publicUrl }));
}

it('a database that was adopted for another address: not ready, until it is ours again', async () => {
  expect(await ready()).toBe('200 ok');
  await moveTo('https://elsewhere.example');
  expect(await ready()).toBe('503 not ready: configuration');
  await moveTo('https://badges.example');
  expect(await ready()).toBe('200 ok');
});
