/** What the status lists of other issuers say, on the page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startForeignIssuer } from '../support/foreign-issuer.ts';
import { type World, createWorld } from '../support/world.ts';

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

async function verify(source: string) {
  const browser = world.visitor();
  return browser.press(await browser.get('/verifier'), 'Vérifier', { source });
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
