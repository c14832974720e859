/** What the register of a KPA tells of badges, experiences and programs: each once, in a sentence. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findCommand } from '../../../src/admin/commands.ts';
import { digest } from '../../../src/keys/secrets.ts';
import { fold } from '../../support/forms.ts';
import { playAcceptance } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { cardOf } from '../../support/recognition.ts';

let world: World;
let nadia: TestVisitor;
let karim: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
});
afterEach(() => world.destroy());

/** Newest first, as a manager reads it. */
async function register(): Promise<readonly string[]> {
  const { $ } = await karim.get('/kpa/journal');
  return $('main ol.ruled > li > p:first-child')
    .toArray()
    .map((one) => fold($(one).text()));
}

async function operate(...argv: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const run = await findCommand([...argv]).before(world.config);
  expect(await run(world.services, (line) => printed.push(line))).toBe(true);
  return printed.join('\n');
}

it('an experience that is written down', async () => {
  const form = await nadia.get('/experiences/nouvelle');
  const fields = { title: 'Repas', kind: 'support', day: '2026-10-10', people: [world.awa.id] };
  await Promise.all([1, 2, 3].map(() => nadia.press(form, 'Garder sans badge', fields)));
  expect(await register()).toEqual(['Nadia Roche a écrit l’expérience « Repas ».']);
});

it('a badge that is signed, confirmed and taken back', async () => {
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  const { experience, accepted } = await playAcceptance(world, {
    ...{ kpa, staff, holder, others: [bruno] },
  });
  const to = bruno.id;
  const sentences = await nadia.get(cardOf(`/experiences/${experience.id}`, to, 'transmettre'));
  const read = await nadia.press(sentences, /^Relire/, {
    [`sentence-${to}`]: 'A montré la recette à deux personnes.',
  });
  await Promise.all([1, 2, 3].map(() => nadia.press(read, /^Signer/)));
  const leila = await world.signIn(await world.add(kpa, 'Leïla Haddad', 'accompagnant'));
  const confirm = await leila.get(`/reconnaissances/${accepted.id}/confirmer`);
  const seen = { sentence: 'A servi trois tables sans aide.' };
  await Promise.all([1, 2].map(() => leila.press(confirm, /^(Signer|Confirmer)/, seen)));
  const back = await nadia.get(`/reconnaissances/${accepted.id}/retirer`);
  await Promise.all([1, 2].map(() => nadia.press(back, /^Retirer/, { reason: 'badge' })));
  const told = await register();
  expect([...told].sort()).toEqual([
    'Leïla Haddad a confirmé un badge : Je travaille en équipe.',
    'Nadia Roche a retiré un badge : Je travaille en équipe.',
    'Nadia Roche a signé un badge : Je transmets un savoir-faire.',
  ]);
});

it('a program that may sign in its name, and no more', async () => {
  const made = await operate('create-token', '--kpa=hauts-pres', '--label=Essais', '--by=Zoé');
  const [token = ''] = /^kpa_[\w-]{43}/.exec(made) ?? [];
  const start = digest(token).slice(0, 8);
  await operate('revoke-token', '--kpa=hauts-pres', `--token=${start}`);
  await operate('revoke-token', '--kpa=hauts-pres', `--token=${start}`);
  const told = await register();
  expect([...told].sort()).toEqual([
    'L’équipe technique a permis à un logiciel de signer pour le KPA.',
    'L’équipe technique a retiré à un logiciel le droit de signer pour le KPA.',
  ]);
});

it('a key that an operator changed, or took back', async () => {
  const why = ['--by=Zoé', '--reason=essai'];
  await operate('rotate-key', '--kpa=hauts-pres', '--key=key-1', ...why);
  await operate('revoke-key', '--kpa=hauts-pres', '--key=key-2', ...why);
  await operate('revoke-key', '--kpa=hauts-pres', '--key=key-2', ...why);
  const told = await register();
  expect([...told].sort()).toEqual([
    'L’équipe technique a changé la clé du KPA.',
    'L’équipe technique a retiré une clé du KPA.',
  ]);
});
