/** What strangers write, and names as people type them: what is shown is what can be seen. */
import { describe, expect, it } from 'vitest';
import {
  cleanName,
  displayable,
  displayableAddress,
  withoutInvisible,
} from '../../../src/credentials/read/displayable.ts';
import { createRandom } from '../support/faults/random.ts';

/** What no answer may hold, in any place. */
const NEVER = /[\p{Cc}\p{Cs}\p{Co}\p{Bidi_Control}\u200b\u2060\ufeff\u00ad\u3164\u2028\u2029]/u;

describe('displayable', () => {
  it.each([
    'Sait tenir une caisse : 60 € prévus, 58 € dépensés.',
    'Şule Yıldız, Nguyễn Thị Ánh, Łukasz, Ἀθῆναι',
    'محمد علی‌رضا, שָׁלוֹם, ศูนย์ฝึก, ശ്രീ, क़ुं',
    '👩🏽‍🍳 ❤️ 🧑‍🤝‍🧑',
  ])('leaves writing as it is: %s', (text) => {
    expect(displayable(text)).toBe(text.normalize('NFC'));
  });

  it.each([
    ['zero width', 'KPA\u200b des\u2060 Hauts\ufeff-Pr\u00adés', 'KPA des Hauts-Prés'],
    ['a joiner that joins nothing', 'Ka\u200drim Be\u200cnali', 'Karim Benali'],
    ['directions', '\u202eesiorF ed\u2066 A\u061c', 'esiorF ed A'],
    ['fillers that look like spaces', 'Awa\u3164\uffa0\u115fDiallo', 'AwaDiallo'],
    ['tags and variations', 'A\u{e0041}\ufe0f\u{e0100}wa', 'Awa'],
    ['private and annotating characters', 'A\ue000\ufff9w\u{f0000}a', 'Awa'],
    ['controls', 'one\u0000two\u001b[2Jthree\u009bfour', 'one two [2Jthree four'],
    ['lines and odd spaces', ' a\r\n\n\tb\u2028c\u00a0\u3000d\u2800e ', 'a b c d e'],
    ['half a character', 'a\ud83d b\udc4d', 'a\ufffd b\ufffd'],
    ['marks that stack', `Z${'\u0336\u0301'.repeat(40)}algo`, 'Z\u0301\u0336\u0336algo'],
    ['marks that stack, of one script', `ก${'\u0e49'.repeat(30)}`, 'ก\u0e49\u0e49\u0e49\u0e49'],
    ['marks on nothing', '\u0338\u0338 a \u20d2\u20d2b', 'a b'],
    ['a mark held apart from its letter', 'Zoe\u200b\u0301', 'Zoé'],
  ])('takes away %s', (_, given, shown) => {
    expect(displayable(given)).toBe(shown.normalize('NFC'));
  });

  it('is bounded, and says where it was cut, never within a letter', () => {
    expect(displayable('a'.repeat(50), 10)).toBe(`${'a'.repeat(9)}…`);
    expect(displayable('a'.repeat(10), 10)).toBe('a'.repeat(10));
    expect(displayable(`12345678${'ก\u0e49'.repeat(9)}`, 10)).toBe('12345678…');
    expect(displayable(`12345678👍👍👍`, 10)).toBe('12345678…');
    expect(displayable('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(2_000);
    expect(displayable(`a${'\u200b'.repeat(1_000_000)}b`)).toBe('a…');
  });

  it('holds nothing that is not seen, whatever it is given, and is done once', () => {
    const random = createRandom(9);
    const odd = Array.from(
      'aé e\u0301\u0327\u200b\u200d\u202e\ufe0f\n\u0000👍🏽\u094d\u0915\u0e49م\u200c',
    );
    for (let time = 0; time < 2_000; time += 1) {
      const letters = Array.from({ length: 1 + random.below(12) }, () =>
        random.below(3) ? random.oneOf(odd) : String.fromCharCode(random.below(0x1_0000)),
      );
      const shown = displayable(letters.join(''), 20);
      expect(shown).not.toMatch(NEVER);
      expect(shown).not.toMatch(/\p{Script=Inherited}{6}/u);
      expect(displayable(shown, 20)).toBe(shown);
      expect(shown.length).toBeLessThanOrEqual(20);
    }
  });
});

describe('displayableAddress', () => {
  it('marks what cannot be seen: it is not the address without it', () => {
    const ours = 'https://badges.example/k/hauts-pres/credentials/1';
    expect(displayableAddress(ours)).toBe(ours);
    for (const hidden of ['\u200b', '\u202e', '\ue000', '\ud83d', '\u0000', '\u3164']) {
      const shown = displayableAddress(ours.replace('pres', `pr${hidden}es`));
      expect(shown).toBe(ours.replace('pres', 'pr\ufffdes'));
    }
    expect(displayableAddress(`urn:x:${'y'.repeat(5_000)}`)).toMatch(/^urn:x:y+…$/);
  });

  it('writes a host as it is looked up', () => {
    expect(displayableAddress('https://b\u0430dges.example/a')).toBe(
      'https://xn--bdges-4ve.example/a',
    );
    expect(displayableAddress('did:web:badges.example:k:é')).toBe('did:web:badges.example:k:é');
  });
});

describe('withoutInvisible', () => {
  it('keeps the lines that somebody typed, and leaves controls to be refused', () => {
    expect(withoutInvisible('Un\u200be ligne\n\ndeux\u0007')).toBe('Une ligne\n\ndeux\u0007');
  });
});

describe('cleanName', () => {
  it.each([
    ['Awa\u200b Diallo', 'Awa Diallo'],
    ['  Awa \u00a0 Diallo ', 'Awa Diallo'],
    ['Zoe\u0301\u200d Mu\u0308ller', 'Zoé Müller'],
    ['عليرضا', 'عليرضا'],
    ['علی\u200cرضا', 'علیرضا'],
    ['ශ්\u200dරී', 'ශ්\u200dරී'],
    ['\u3164\u200b', ''],
  ])('%j is %j', (typed, kept) => {
    expect(cleanName(typed)).toBe(kept);
  });
});
