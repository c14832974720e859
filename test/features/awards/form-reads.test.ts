/** What the form finds among awards that are there: repeats; and what fits what was done. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRepeats } from '../../../src/features/awards/find-repeats.ts';
import { proposeBadges } from '../../../src/badges/classes/propose-badges.ts';
import type { Draft } from '../../../src/features/awards/draft.ts';
import { awardBadge } from '../../../src/features/awards/award-badge.ts';
import { EXPERIENCE_KINDS, type ExperienceKind } from '../../../src/storage/store.ts';
import { createWorld, type World } from '../../support/world.ts';
import { draftOf, reload } from './support.ts';

let world: World;
let draft: Draft;
beforeAll(async () => {
  world = await createWorld();
  draft = await draftOf(world.services, world.hautsPres, world.awa);
  await awardBadge(world.services, draft);
});
afterAll(() => world.destroy());

describe('the same badge for the same work', () => {
  const again = () => ({ ...draft, awardId: randomUUID() });
  const fields = async (...drafts: readonly Draft[]) =>
    (await findRepeats(world.services, drafts)).map(({ field }) => field);

  it('is a repeat from another form, and not from its own', async () => {
    const repeat = [`badge-${world.awa.id}`];
    expect(await fields(again())).toEqual(repeat);
    expect(await fields(draft)).toEqual([]);
    expect(await fields({ ...again(), person: world.bruno }, again())).toEqual(repeat);
  });

  it('is one where the award is from before there were slots', async () => {
    const { services, hautsPres } = world;
    const { slot, ...older } = await reload(services, hautsPres, draft.awardId);
    await services.awardRows.replace({ slot, ...older }, older);
    expect(await fields(again())).toEqual([`badge-${world.awa.id}`]);
    expect(await fields(draft)).toEqual([]);
    expect(await fields({ ...again(), person: world.bruno })).toEqual([]);
  });
});

describe('the badges that are shown first', () => {
  const offered = () =>
    world.services.definitions.badgeClasses.filter(({ sensitive }) => !sensitive);
  const first = (kind: ExperienceKind, task?: string) =>
    proposeBadges(offered(), { kind, task }).map(({ slug }) => slug);

  it('are those for such experiences, in the order of the catalogue', () => {
    expect(first('prestation')).toEqual([
      'travailler-en-equipe',
      'realiser-une-prestation',
      'trouver-des-solutions',
    ]);
    expect(first('decision')).not.toContain('realiser-une-prestation');
  });

  it('begin with what the person did, whatever its accents and letters', () => {
    expect(first('prestation', 'Accueil des CLIENTES, et service')[0]).toBe(
      'rencontrer-la-clientele',
    );
    expect(first('prestation', 'a RÉPARÉ le four')[0]).toBe('trouver-des-solutions');
    expect(first('support', 'Coupe du bois')).toEqual(first('support'));
  });

  it('are three for each kind of experience, and never those of objective 6', () => {
    for (const kind of EXPERIENCE_KINDS) expect(first(kind)).toHaveLength(3);
    const sensitive = world.services.definitions.badgeClasses.filter((one) => one.sensitive);
    expect(sensitive.flatMap(({ proposedFor }) => proposedFor ?? [])).toEqual([]);
  });

  it('of a KPA’s own are named by their competences', () => {
    const [badge] = offered();
    const label = 'Entretenir des vélos électriques';
    if (!badge) throw new Error('There is no badge class');
    const { proposedFor: _, ...rest } = badge;
    const alignments = badge.alignments.map((one) => ({ ...one, label }));
    const bikes = { ...rest, slug: 'velos', kpaId: world.hautsPres.id, alignments };
    const all = [...offered(), bikes];
    expect(
      proposeBadges(all, { kind: 'prestation', task: 'a entretenu deux vélos' }),
    ).not.toContain(bikes);
    expect(proposeBadges(all, { kind: 'prestation', task: 'entretenir les vélos' })[0]).toBe(bikes);
  });
});
