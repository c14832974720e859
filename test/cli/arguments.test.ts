import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { chooseLanguage } from '../../src/cli/choose-language.ts';
import { languages } from '../support/languages/languages.ts';
import { exitCodeFor, worstOf } from '../../src/cli/exit-codes.ts';

describe('the arguments of kpa-badges', () => {
  it('are a command, files and options in any order', () => {
    const given = readArguments(['--issuer', 'a', 'verify', 'x', '--json', 'y', '--issuer', 'b']);
    expect(given).toEqual({
      command: 'verify',
      files: ['x', 'y'],
      json: true,
      offline: false,
      issuers: ['a', 'b'],
      out: undefined,
    });
  });

  it.each([
    [[]],
    [['verify']],
    [['frobnicate', 'a.json']],
    [['verify', '--frobnicate', 'a.json']],
    [['verify', '--issuer']],
    [['verify', '--json=yes', 'a.json']],
    [['verify', '--out', 'b.json', 'a.json']],
    [['inspect', '--offline', 'a.json']],
  ])('are refused with the usage: %j', (argv) => {
    expect(() => readArguments(argv)).toThrow(expect.objectContaining({ wantsUsage: true }));
  });

  it('ask for help', () => {
    expect(readArguments(['verify', '-h'])).toBe('help');
  });
});

describe('the exit code', () => {
  it.each([
    [0, 'yes', 'valid'],
    [1, 'no', 'unknown'],
    [3, 'unknown', 'unknown'],
    [3, 'yes', 'unknown'],
    [4, 'yes', 'revoked'],
    [4, 'yes', 'expired'],
    [4, 'yes', 'suspended'],
    [4, 'yes', 'not-yet-valid'],
  ] as const)('is %d for authentic: %s, standing: %s', (code, authentic, standing) => {
    for (const standard of ['followed', 'notes'] as const) {
      const answers = { signature: 'right', standard, authentic, standing } as const;
      const expected = code === 0 && standard === 'notes' ? 5 : code;
      expect(exitCodeFor({ ...answers, issuerKnown: false })).toBe(expected);
    }
  });

  it('is the worst of all', () => {
    expect([
      worstOf([]),
      worstOf([0, 5]),
      worstOf([5, 3]),
      worstOf([3, 4]),
      worstOf([4, 1]),
      worstOf([1, 2]),
    ]).toEqual([0, 5, 3, 4, 1, 2]);
  });
});

describe('the language of the terminal', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'fr', LC_ALL: '', LC_MESSAGES: 'en_GB' }, 'en'],
    [{ LANG: 'C', LC_MESSAGES: 'fr_BE@euro' }, 'fr'],
    [{ LANG: 'nl_BE.UTF-8' }, 'en'],
    [{ LANG: '../fr' }, 'en'],
  ])('is that of %j', (environment, code) => {
    expect(chooseLanguage(languages, environment).code).toBe(code);
  });
});
