import { describe, expect, it } from 'vitest';
import { MAX_JSON_BYTES, MAX_JSON_DEPTH, parseJson } from '../../../src/credentials/bytes/json.ts';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    const text = ' {"a": [1, -2.5e3, "é\\"{[:", true, null], "b": {"a": {}}, "c\\\\": ""} ';
    const value: unknown = JSON.parse(text);
    expect(parseJson(text)).toEqual({ ok: true, value });
  });

  it('reads a depth at the limit, and equal keys in different objects', () => {
    const deep = '['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH);
    expect(parseJson(deep).ok).toBe(true);
    expect(parseJson('[{"id":1},{"id":2}]').ok).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['words', 'bonjour'],
    ['half a file', '{"a":'],
    ['a string without end', '{"a":"b'],
    ['a trailing escape', '"\\'],
    ['quotes without end', '"\\"'.repeat(50_000)],
    ['a comma too many', '{"a":1,}'],
    ['a key twice', '{"id":1,"id":2}'],
    ['a key twice, once escaped', '{"id":1,"\\u0069d":2}'],
    ['a key twice, deep down', '{"a":[{"b":{"c":1,"d":[],"c":2}}]}'],
    ['a key twice, around an object', '{"a":{"b":1},"c":2,"a":3}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['__proto__, escaped', '{"__\\u0070roto__":1}'],
    ['constructor', '{"a":{"constructor":1}}'],
    ['prototype', '{"prototype":1}'],
    ['infinity', '{"a":1e999}'],
    ['one level too deep', '['.repeat(MAX_JSON_DEPTH + 1) + ']'.repeat(MAX_JSON_DEPTH + 1)],
    ['a hundred thousand levels', '['.repeat(100_000)],
    ['too many bytes', JSON.stringify('x'.repeat(MAX_JSON_BYTES))],
    ['too many bytes in few characters', JSON.stringify('€'.repeat(MAX_JSON_BYTES / 2))],
  ])('refuses %s', (_name, text) => {
    expect(parseJson(text)).toMatchObject({ ok: false });
  });
});
