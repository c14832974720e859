/** The name that an employer types, and the one spelling that was hashed. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { checkRecipient } from '../../../src/credentials/verify/checks/recipient.ts';
import { hashIdentity, hashSpelling } from '../../../src/credentials/names/identity.ts';
import { spellingsOf } from '../../../src/credentials/names/spellings.ts';
import { badgeCredential } from '../../../src/credentials/schemas/achievement-credential-schema.ts';
import { fullInput } from '../support/issuer.ts';
import { french } from '../../support/languages/languages.ts';

const SALT = 'Kosher';

type BadgeCredential = z.infer<typeof badgeCredential>;
type Identifier = NonNullable<BadgeCredential['credentialSubject']['identifier']>[number];

function badgeFor(...identifiers: readonly Partial<Identifier>[]): BadgeCredential {
  const { credentialSubject, ...rest } = buildCredential(fullInput);
  const [own] = credentialSubject.identifier;
  const identifier = identifiers.map((one) => ({ ...own, salt: SALT, ...one }));
  return badgeCredential.parse({
    ...rest,
    credentialSubject: { ...credentialSubject, identifier },
  });
}

const hashed = (name: string) => badgeFor({ identityHash: hashIdentity(name, SALT) });

describe('a hashed name', () => {
  it.each([
    ['as it is', 'Awa Diallo', 'Awa Diallo'],
    ['the family name first, in capitals', 'DIALLO Awa', 'Awa Diallo'],
    ['the family name first, with a comma', 'Diallo, Awa', 'Awa Diallo'],
    ['small letters', 'awa diallo', 'Awa Diallo'],
    ['capitals', 'AWA DIALLO', 'Awa Diallo'],
    ['one capital', 'Awa diallo', 'Awa Diallo'],
    ['kept with a family name in capitals', 'Awa Diallo', 'DIALLO Awa'],
    ['kept in small letters', 'Awa Diallo', 'awa diallo'],
    ['a title', 'Mme Awa Diallo', 'Awa Diallo'],
    ['a title and all the rest', 'Mme. DIALLO awa', 'Awa Diallo'],
    ['a title behind', 'Diallo Awa (Mme)', 'Awa Diallo'],
    ['an initial that is no title', 'M Awa', 'M Awa'],
    ['Dr', 'Dr. Karim Benali', 'Karim Benali'],
    ['spaces', '  Awa \u00a0 Diallo ', 'Awa Diallo'],
    ['zero width', 'Awa\u200b Diallo', 'Awa Diallo'],
    ['no Turkish marks', 'Sule Yildiz', 'Şule Yıldız'],
    ['no Turkish marks, all in capitals', 'YILDIZ SULE', 'Şule Yıldız'],
    ['more Turkish letters', 'Ozgur Cagri Gul', 'Özgür Çağrı Gül'],
    ['a Turkish capital', 'Ibrahim Yilmaz', 'İbrahim Yılmaz'],
    ['no French marks', 'Helene Desiree Lefevre', 'Hélène Désirée Lefèvre'],
    ['no French marks, a rarer name', 'Beverine Thibaut-Ramee', 'Bévérine Thibaut-Ramée'],
    ['the wrong marks', 'Hèléne Lefévre', 'Hélène Lefèvre'],
    ['marks on a name that has none', 'Şule Yıldız', 'Sule Yildiz'],
    ['two languages', 'Zoe Yilmaz', 'Zoé Yılmaz'],
    ['Polish', 'Wojcik Lukasz', 'Łukasz Wójcik'],
    ['Spanish', 'JOSE GARCIA NUNEZ', 'José García Núñez'],
    ['Czech', 'Jiri Dvorak', 'Jiří Dvořák'],
    ['German', 'Muller Zoe', 'Zoé Müller'],
    ['a space for a hyphen', 'Jean Pierre Martin', 'Jean-Pierre Martin'],
    ['a hyphen for a space', 'Marie-Claire Morin', 'Marie Claire Morin'],
    ['another hyphen', 'Jean\u2011Pierre Martin', 'Jean-Pierre Martin'],
    ['a typewriter’s apostrophe', "Fatou N'Diaye", 'Fatou N’Diaye'],
    ['a printer’s apostrophe', 'Fatou N’Diaye', "Fatou N'Diaye"],
    ['a letter for an apostrophe', 'Fatou Nʼdiaye', 'Fatou N’Diaye'],
    ['no apostrophe', 'NDIAYE Fatou', 'Fatou N’Diaye'],
    ['a space for an apostrophe', 'Fatou N Diaye', 'Fatou N’Diaye'],
    ['an apostrophe too many', 'Fatou N’Diaye', 'Fatou Ndiaye'],
    ['particles', 'JEAN DE LA TOUR', 'Jean de la Tour'],
    ['all at once', 'M. LEFEVRE JEAN PIERRE', 'Jean-Pierre Lefèvre'],
    ['another alphabet', 'علي محمد', 'محمد علي'],
  ])('%s: « %s » is %s', (_, typed, kept) => {
    const check = checkRecipient(hashed(kept), typed);
    expect(check.outcome).toBe('pass');
    const isAsTyped = typed.trim().replace(/\s+/gu, ' ').replace('\u200b', '') === kept;
    expect(check.explanation?.map((one) => french.say(one))).toEqual(
      isAsTyped ? undefined : [`Il est écrit « ${kept} ».`],
    );
    expect(check.spelling).toBe(isAsTyped ? undefined : kept);
  });

  it.each([
    ['somebody else', 'Karim Benali', 'Awa Diallo'],
    ['a first name alone', 'Awa', 'Awa Diallo'],
    ['a family name alone', 'Mme Diallo', 'Awa Diallo'],
    ['a brother', 'Moussa Diallo', 'Awa Diallo'],
    ['a letter less', 'Awa Dialo', 'Awa Diallo'],
    ['a name more', 'Awa Fatou Diallo', 'Awa Diallo'],
    ['nothing', '', 'Awa Diallo'],
  ])('%s: « %s » is not %s', (_, typed, kept) => {
    const check = checkRecipient(hashed(kept), typed);
    expect(check.outcome).toBe('fail');
    expect(JSON.stringify(check)).not.toContain('Diallo');
  });

  it('is found as other makers may have hashed it: in two parts, as it was typed, in capitals', () => {
    const name = 'Zoé  Müller';
    for (const kept of [name, name.normalize('NFD'), 'Zoé Müller'.normalize('NFD')]) {
      const identityHash = hashSpelling(kept, SALT);
      expect(checkRecipient(badgeFor({ identityHash }), name).outcome).toBe('pass');
      const capitals = identityHash.toUpperCase().replace('SHA256', 'sha256');
      expect(checkRecipient(badgeFor({ identityHash: capitals }), name).outcome).toBe('pass');
    }
    const decomposed = hashSpelling('Zoé Müller'.normalize('NFD'), SALT);
    expect(checkRecipient(badgeFor({ identityHash: decomposed }), 'muller zoe').outcome).toBe(
      'pass',
    );
  });

  it('may be one of several, each with its salt', () => {
    const one = hashIdentity('Bruno Martin', 'a');
    const other = hashIdentity('Awa Diallo', 'b');
    const badge = badgeFor({ identityHash: one, salt: 'a' }, { identityHash: other, salt: 'b' });
    expect(checkRecipient(badge, 'DIALLO Awa').outcome).toBe('pass');
  });

  it('of an algorithm that we do not have is not said to be another name', () => {
    const badge = badgeFor({ identityHash: `md5$${'0'.repeat(32)}` });
    expect(checkRecipient(badge, 'Awa Diallo').outcome).toBe('unknown');
  });
});

describe('a name in clear', () => {
  it.each([
    ['DIALLO Awa', 'pass'],
    ['Mme awa diallo', 'pass'],
    ['Ãwa Diálló', 'pass'],
    ['Awa-Diallo', 'pass'],
    ['Awa', 'fail'],
    ['Karim Benali', 'fail'],
    ['', 'fail'],
  ])('« %s »: %s', (typed, outcome) => {
    const badge = badgeFor({ hashed: false, identityHash: 'Awa  Diallo' });
    expect(checkRecipient(badge, typed).outcome).toBe(outcome);
  });
});

describe('what it costs', () => {
  it.each([
    ['a long name', 'aeiou'.repeat(16)],
    ['many words', 'a b-c '.repeat(14)],
    ['many apostrophes', "a'".repeat(40)],
    ['only signs', '-'.repeat(80)],
    ['a page', 'éè '.repeat(20_000)],
    ['Turkish letters', 'iIsgcou'.repeat(11)],
    ['many ways', 'Jean Aimé Herimanana Désiré Ravelo-Manantsoa'],
  ])('is bounded: %s', (_, typed) => {
    const spellings = [...spellingsOf(typed)];
    expect(spellings.length).toBeLessThanOrEqual(20_002);
    expect(new Set(spellings).size).toBe(spellings.length);
  });
});
