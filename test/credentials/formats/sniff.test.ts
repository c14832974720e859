import { expect, it } from 'vitest';
import { sniff } from '../../../src/credentials/formats/sniff.ts';
import { tinyPng } from '../support/images/png.ts';
import { bytes, tinySvg } from '../support/images/svg.ts';

it.each<readonly [string, Uint8Array, string]>([
  ['PNG', tinyPng, 'png'],
  ['a PNG cut after its signature', tinyPng.subarray(0, 8), 'png'],
  ['SVG', tinySvg, 'svg'],
  ['SVG after a prolog', bytes('\ufeff<?xml version="1.0"?>\n<!-- a > b -->\n<svg>'), 'svg'],
  ['SVG with a document type', bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'), 'svg'],
  ['JSON', bytes('\ufeff \r\n{"a":1}'), 'json'],
  ['a JWT', bytes('\neyJh.eyJp.c2ln\n'), 'jwt'],
  ['a JWT in quotation marks', bytes('\ufeff"eyJh.eyJp.c2ln"\r\n'), 'jwt'],
  ['a list', bytes(' [{}]'), 'json'],
  ['SVG with a prefix', bytes('<?xml version="1.0"?><ns0:svg xmlns:ns0="x"/>'), 'svg'],
  ['words', bytes('Voici mon badge :\n\tde l’équipe 🌱'), 'text'],
  ['many words', bytes(`a${'é'.repeat(20_000)}`), 'text'],
  ['words in Latin-1', Buffer.from('un badge à moi', 'latin1'), 'unknown'],
  ['a page with an SVG in it', bytes('<!DOCTYPE html><svg></svg>'), 'text'],
  ['a comment without end', bytes('<!-- <svg>'), 'text'],
  ['a JWT without a signature', bytes('eyJh.eyJp.'), 'text'],
  ['a link', bytes('https://a.example/b.png'), 'text'],
  ['a JPEG', Uint8Array.from([0xff, 0xd8, 0xff]), 'unknown'],
  ['nothing', new Uint8Array(), 'unknown'],
  ['9 MB of a JWT', bytes(`a.b.${'c'.repeat(9_000_000)}`), 'text'],
])('knows a file by its bytes: %s', (_name, file, kind) => {
  expect(sniff(file)).toBe(kind);
});
