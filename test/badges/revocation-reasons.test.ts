import { describe, expect, it } from 'vitest';
import { STORED_REASONS, sayReason } from '../../src/badges/revocation-reasons.ts';
import { loadLanguages } from '../../src/language/languages.ts';

const { source: french, english } = loadLanguages('languages');

describe('why a badge was taken back', () => {
  const { request, ...others } = STORED_REASONS;

  it.each(Object.values(others))('« $stored » is said in each language', (reason) => {
    const said = sayReason(reason.stored);
    expect(french.say(said)).toBe(reason.stored);
    expect(english.say(said)).not.toBe(reason.stored);
  });

  it('says nothing of who asked for it: that is theirs to say', () => {
    const said = sayReason(request.stored);
    expect(french.say(said)).toBe('Ce badge ne vaut plus.');
    expect(french.say(request.said)).toBe(request.stored);
  });

  it('is said as it is, and is no markup, where another version stored it', () => {
    const said = sayReason('Perdu <b>{reason}</b>');
    expect(english.say(said)).toBe('Perdu <b>{reason}</b>');
    expect(english.sayHtml(said)).toBe('Perdu &lt;b&gt;{reason}&lt;/b&gt;');
  });
});
