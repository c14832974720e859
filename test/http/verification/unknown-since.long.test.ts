/** What cannot be answered now is unknown since a day and an hour, and never a wrong signature. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startForeignIssuer } from '../../support/issuers/foreign-issuer.ts';
import { playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

let world: World;
let issuer: Awaited<ReturnType<typeof startForeignIssuer>>;
let now: Date;
beforeEach(async () => {
  now = new Date('2026-10-14T16:30:00Z');
  issuer = await startForeignIssuer(() => now);
  world = await createWorld({ clock: () => now, guardedFetch: issuer.guardedFetch });
});
afterEach(async () => {
  await world.destroy();
  await issuer.close();
});

/** Longer than answers are kept. */
function wait(minutes = 95): void {
  now = new Date(now.getTime() + minutes * 60_000);
}

async function verify(source: string) {
  const browser = world.visitor();
  return browser.press(await browser.get('/verifier'), 'Vérifier', { source });
}

const ANSWERED = '14 octobre 2026 à 18 h 30';
const UNKNOWN_ISSUER = 'Signature juste, émetteur inconnu';

describe('a status list', () => {
  it.each(['is silent', 'is gone'] as const)(
    'that %s: unknown since it last answered',
    async (how) => {
      const badge = await issuer.badge();
      expect((await verify(badge)).text).toContain('Le badge n’a pas été retiré.');
      issuer.list(how);
      wait();
      const page = await verify(badge);
      expect(page.heading).toBe(UNKNOWN_ISSUER);
      expect(page.text).toContain(`Depuis le ${ANSWERED}, nous ne savons plus s’il a été retiré.`);
      expect(page.text).toContain('Nous ne savons pas si ce badge a été retiré.');
      expect(page.text).toContain(`Dernière réponse de l’émetteur : le ${ANSWERED}.`);
      expect(page.text).not.toContain('n’est pas authentique');
    },
  );

  it('keeps that hour while it is silent, and forgets it once it answers', async () => {
    const badge = await issuer.badge();
    await verify(badge);
    issuer.list('is silent');
    for (let round = 1; round <= 3; round += 1) {
      wait();
      expect((await verify(badge)).text).toContain(`Depuis le ${ANSWERED}`);
    }
    issuer.list('answers');
    issuer.revoke();
    const page = await verify(badge);
    expect(page.heading).toBe(UNKNOWN_ISSUER);
    expect(page.text).toContain('Il dit l’avoir retiré.');
    expect(page.text).not.toContain('Depuis le');
  });

  it('that never answered has no hour', async () => {
    issuer.list('is silent');
    const page = await verify(await issuer.badge());
    expect(page.text).toContain('Nous n’avons pas pu savoir s’il a été retiré depuis.');
    expect(page.text).not.toContain('Dernière réponse');
  });
});

describe('the document of an issuer', () => {
  it('that is silent: no answer, since it last answered, and no forgery', async () => {
    const badge = await issuer.badge();
    await verify(badge);
    issuer.did('is silent');
    wait();
    const page = await verify(badge);
    expect(page.heading).toBe('Nous ne pouvons pas répondre');
    expect(page.text).toContain(`Dernière réponse de l’émetteur : le ${ANSWERED}.`);
    expect(page.text).toContain('Cela ne prouve pas que le badge est faux.');
    expect(page.text).not.toContain('n’est pas authentique');
    issuer.did('answers');
    expect((await verify(badge)).heading).toBe(UNKNOWN_ISSUER);
  });

  it('that never answered has no hour', async () => {
    issuer.did('is silent');
    const page = await verify(await issuer.badge());
    expect(page.heading).toBe('Nous ne pouvons pas répondre');
    expect(page.text).not.toContain('Dernière réponse');
  });
});

describe('what is known has its day', () => {
  it('when a badge has expired, or does not count yet', async () => {
    const over = await verify(
      await issuer.badge({ validFrom: '2026-10-01T12:00:00Z', validUntil: '2026-10-10T12:00:00Z' }),
    );
    // A date by a stranger is their own word: it changes nothing about who they are.
    expect(over.heading).toBe(UNKNOWN_ISSUER);
    expect(over.text).toContain('Il dit avoir expiré le 10 octobre 2026.');
    expect(over.text).toContain('Fin de validité10 octobre 2026');
    const early = await verify(await issuer.badge({ validFrom: '2027-01-01T12:00:00Z' }));
    expect(early.heading).toBe(UNKNOWN_ISSUER);
    expect(early.text).toContain('Il dit valoir à partir du 1er janvier 2027.');
  });

  it('when one of ours was taken back, from its file too', async () => {
    const { hautsPres: kpa, nadia: staff, awa: holder } = world;
    const { revoked } = await playScene(world, { kpa, staff, holder });
    const page = await verify(jsonOf(revoked));
    expect(page.heading).toBe('Ce badge a été retiré');
    expect(page.text).toContain(
      'Retiré le 14 octobre 2026 par le KPA des Hauts-Prés. Il y a eu une erreur',
    );
  });

  it('but not for another issuer’s badge that bears the id of one of ours', async () => {
    const { hautsPres: kpa, nadia: staff, awa: holder } = world;
    const { revoked } = await playScene(world, { kpa, staff, holder });
    issuer.revoke();
    const id = `https://badges.example/k/hauts-pres/credentials/${revoked.id}`;
    const page = await verify(await issuer.badge({ id }));
    expect(page.heading).toBe(UNKNOWN_ISSUER);
    expect(page.text).not.toContain('une erreur en remettant');
  });
});
