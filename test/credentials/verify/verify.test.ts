import { describe, expect, it } from 'vitest';
import { hashIdentity } from '../../../src/credentials/names/identity.ts';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import {
  type CheckId,
  type Surroundings,
  type Verification,
  verifyCredential,
} from '../../../src/credentials/verify/verify.ts';
import {
  fetching,
  fullCredential,
  fullInput,
  issuer,
  NOW,
  signed,
  statusList,
  STATUS_LIST,
  otherIssuer,
  surroundings,
} from '../support/issuer.ts';
import { languages } from '../../support/languages/languages.ts';

const text = JSON.stringify(signed);

function outcomeOf(verification: Verification, id: CheckId): string | undefined {
  return verification.checks.find((check) => check.id === id)?.outcome;
}

describe('verifyCredential', () => {
  it('believes a badge of ours, and tells what it says', async () => {
    const verification = await verifyCredential(text, surroundings());
    expect(verification.summary).toMatchObject({
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: true,
    });
    expect(verification.checks.map(({ id, outcome }) => `${id}: ${outcome}`)).toEqual([
      'format: pass',
      'context: pass',
      'schema: pass',
      'issuer-key: pass',
      'signature: pass',
      'status: pass',
      'dates: pass',
      'issuer-known: pass',
      'digests: pass',
    ]);
    expect(verification.kind).toBe('badge');
    expect(verification.credential?.evidence).toEqual([
      {
        name: 'Atelier du 12 octobre',
        url: fullInput.evidence?.[0]?.id,
        digest: fullInput.evidence?.[0]?.digestSRI,
      },
    ]);
    expect(verification.statusAsOf).toBe('2026-11-20T09:00:00Z');
    expect(verification.issuer).toEqual({ name: 'KPA-Cité Lyon', memberSince: 2021 });
    expect(verification.credential).toMatchObject({
      name: 'Je prends la parole devant un groupe',
      issuer: { id: issuer.did, name: 'KPA-Cité Lyon' },
      levelName: 'Fait seul',
      narrative: 'Awa a présenté le projet à douze voisins.',
      criteria: { narrative: 'Parler devant cinq personnes.' },
      imageUrl: `${fullInput.achievement.id}.svg`,
    });
  });

  it('takes what was parsed from the text as well', async () => {
    const verification = await verifyCredential(JSON.parse(text), surroundings());
    expect(verification).toEqual(await verifyCredential(text, surroundings()));
  });

  it('says short things, in each language, with a typographic apostrophe', async () => {
    const worlds: Partial<Surroundings>[] = [
      {},
      { now: new Date('2040-01-01T00:00:00Z'), knownIssuer: () => Promise.resolve(undefined) },
      { resolveDid: () => Promise.reject(new Error('offline')) },
      { fetchStatusList: () => Promise.reject(new Error('offline')), holderName: 'Awa' },
    ];
    const inputs = [text, '{}', 'no', text.replace('douze', 'treize')];
    const verifications = await Promise.all(
      worlds.flatMap((world) =>
        inputs.map((input) => verifyCredential(input, surroundings(world))),
      ),
    );
    const said = verifications
      .flatMap(({ checks }) => checks)
      .flatMap((check) => [check, ...(check.explanation ?? [])])
      .flatMap((one) => languages.all.map((language) => language.say(one)));
    for (const one of said) {
      for (const sentence of one.split(/(?<=[.?!]) /)) {
        expect(sentence.split(' ').length).toBeLessThanOrEqual(15);
      }
      // Neither a code nor a place left empty.
      expect(one).toMatch(/^\p{Lu}[^{}]*[.?]$/u);
      expect(one).not.toMatch(/['·]/);
    }
    expect(said.length).toBeGreaterThan(120);
  });

  it('knows an issuer apart from a signature', async () => {
    const { validUntil, ...input } = fullInput;
    expect(validUntil).toBeDefined();
    const unsigned = buildCredential({
      ...input,
      issuer: { ...input.issuer, id: otherIssuer.did },
    });
    const badge = await signDocument(unsigned, otherIssuer.signer, NOW);
    const list = await statusList([], { by: otherIssuer });
    const verification = await verifyCredential(badge, surroundings(fetching(list)));
    expect(verification.summary).toMatchObject({
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: false,
    });
    expect(outcomeOf(verification, 'issuer-known')).toBe('warn');
  });

  it('does not say that an issuer is unknown when it could not ask', async () => {
    const knownIssuer = () => Promise.reject(new Error('no list'));
    const verification = await verifyCredential(text, surroundings({ knownIssuer }));
    expect(outcomeOf(verification, 'issuer-known')).toBe('unknown');
    expect(verification.summary).toMatchObject({
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: false,
    });
  });

  it('reads a badge without a way to withdraw it', async () => {
    const { credentialStatus, ...rest } = fullCredential;
    expect(credentialStatus.id).toBe(`${STATUS_LIST}#40321`);
    const badge = await signDocument(rest, issuer.signer, NOW);
    const fetchStatusList = () => Promise.reject(new Error('never to be called'));
    const { summary } = await verifyCredential(badge, surroundings({ fetchStatusList }));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
  });

  it('reads a did:key without asking anybody', async () => {
    const did = `did:key:${issuer.multikey}`;
    const unsigned = buildCredential({ ...fullInput, issuer: { ...fullInput.issuer, id: did } });
    const signer = { ...issuer.signer, id: `${did}#${issuer.multikey}` };
    const badge = await signDocument(unsigned, signer, NOW);
    const resolveDid = () => Promise.reject(new Error('never to be called'));
    const { summary } = await verifyCredential(badge, surroundings({ resolveDid }));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'unknown', issuerKnown: false });
  });
});

describe('the dates', () => {
  it.each([
    ['2026-10-14T09:29:30Z', 'valid', 'pass'],
    ['2026-10-14T09:28:00Z', 'not-yet-valid', 'warn'],
    ['2036-10-14T09:30:00Z', 'valid', 'pass'],
    ['2036-10-14T09:30:01Z', 'expired', 'warn'],
  ])('at %s make it %s', async (now, standing, outcome) => {
    const created = new Date('2026-10-14T09:00:00Z');
    const badge = await signDocument(fullCredential, issuer.signer, created);
    const list = await statusList([], { created, changes: { validFrom: created.toISOString() } });
    const world = surroundings({ now: new Date(now), ...fetching(list) });
    const verification = await verifyCredential(badge, world);
    expect(verification.summary).toMatchObject({ authentic: 'yes', standing });
    expect(outcomeOf(verification, 'dates')).toBe(outcome);
  });
});

describe('the recipient', () => {
  const withName = async (holderName: string, nameHash: string) => {
    const recipient = { ...fullInput.recipient, nameHash };
    const badge = await signDocument(
      buildCredential({ ...fullInput, recipient }),
      issuer.signer,
      NOW,
    );
    return verifyCredential(badge, surroundings({ holderName }));
  };

  it('is the one who bears the name', async () => {
    const verification = await withName('Awa Diop', hashIdentity('Awa Diop', 'Kosher'));
    expect(outcomeOf(verification, 'recipient')).toBe('pass');
  });

  it('is nobody else, and the badge stays authentic', async () => {
    const verification = await withName('Awa Diop', hashIdentity('Karim Benali', 'Kosher'));
    expect(outcomeOf(verification, 'recipient')).toBe('fail');
    expect(verification.summary).toMatchObject({
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: true,
    });
  });
});
