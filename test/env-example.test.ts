import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const example = [...read('.env.example').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)];

describe('.env.example', () => {
  it('names every variable that config.ts reads, and no other', () => {
    const names = [...read('src/config.ts').matchAll(/^ {2}([A-Z0-9_]+): (?!')/gm)];
    expect(names.length).toBeGreaterThan(8);
    expect(example.map(([, name]) => name).sort()).toEqual(names.map(([, name]) => name).sort());
  });

  it('holds no value, and as it stands gives the defaults of development', () => {
    expect(example.filter(([, , value]) => value !== '')).toEqual([]);
    const blank = Object.fromEntries(example.map(([, name = '']): [string, string] => [name, '']));
    expect(readConfig(blank)).toEqual(readConfig({}));
  });
});
