/** What the status lists of other issuers say, on the page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startForeignIssuer } from '../../support/issuers/foreign-issuer.ts';
import { type World, createWorld } from '../../support/world.ts';

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
function wait(): void {
  now = new Date(now.getTime() + 95 * 60_000);
}

async function verify(source: string, name = '') {
  const browser = world.visitor();
  return browser.press(await browser.get('/verifier'), 'Vérifier', { source, name });
}

describe('a badge of another issuer', () => {
  it('that is suspended is said to be, and not to be worth nothing for ever', async () => {
    issuer.suspend();
    const badge = await issuer.badge();
    const page = await verify(badge);
    expect(page.heading).toBe('Signature juste, émetteur inconnu');
    expect(page.text).toContain('Il dit l’avoir suspendu.');
    expect(page.text).not.toContain('retiré');
    issuer.makeListAt('2026-10-14T17:00:00Z');
    wait();
    expect((await verify(badge)).text).not.toContain('suspendu');
  });

  it('that was withdrawn is not restored by an older list', async () => {
    const badge = await issuer.badge();
    issuer.makeListAt('2026-10-14T12:00:00Z');
    issuer.revoke();
    expect((await verify(badge)).text).toContain('Il dit l’avoir retiré.');
    issuer.makeListAt('2026-10-13T12:00:00Z');
    wait();
    const page = await verify(badge);
    expect(page.text).toContain('Nous ne savons pas si ce badge a été retiré.');
    expect(page.text).not.toContain('Le badge n’a pas été retiré.');
    issuer.makeListAt('2026-10-14T18:00:00Z');
    wait();
    expect((await verify(badge)).text).toContain('Le badge n’a pas été retiré.');
  });
});

describe('one that cannot be asked', () => {
  it('and calls itself as a KPA of ours: it is said where the true one signs', async () => {
    issuer.did('is silent');
    const page = await verify(await issuer.badge({}, 'K.P.A. des Hauts Prés'));
    expect(page.heading).toBe('Nous ne pouvons pas répondre');
    expect(page.$('.is-verdict').text()).toContain('Le vrai KPA des Hauts-Prés signe avec');
    expect(page.$('.is-verdict .site').text()).toBe('badges.example.');
    const other = await verify(await issuer.badge());
    expect(other.$('.is-verdict').text()).not.toContain('Le vrai');
  });

  it('leaves a name without an answer, and says why', async () => {
    issuer.did('is silent');
    const page = await verify(await issuer.badge(), 'Awa Diallo');
    expect(page.text).toContain(
      'Le nom n’a pas été comparé : il faut d’abord une signature juste.',
    );
  });
});

describe('a program', () => {
  it('is told that it is suspended, and that it is not verified', async () => {
    issuer.suspend();
    const verifiableCredential: unknown = JSON.parse(await issuer.badge());
    const answer = await fetch(`${world.origin}/credentials/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ verifiableCredential }),
    });
    expect(await answer.json()).toMatchObject({
      verified: false,
      problemDetails: [
        { type: 'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR' },
      ],
      verification: { summary: { authentic: 'yes', standing: 'suspended' } },
    });
  });
});
