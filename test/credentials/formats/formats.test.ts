import { describe, expect, it } from 'vitest';
import { FORMATS, IMAGE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import { namesOf, SIGNATURE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import {
  describeFormat,
  describeImage,
  describeSignature,
} from '../../contracts/formats.contract.ts';

for (const format of SIGNATURE_FORMATS) {
  describeFormat(format);
  describeSignature(format);
}
for (const format of IMAGE_FORMATS) {
  describeImage(format);
  for (const { id } of SIGNATURE_FORMATS) describeFormat(format, id);
}

describe('the table of formats', () => {
  it.each(['id', 'extension', 'mediaType', 'name'] as const)('has one row per %s', (member) => {
    expect(new Set(FORMATS.map((format) => format[member])).size).toBe(FORMATS.length);
  });

  it.each(FORMATS)('has plain words in addresses and in the database: $id', ({ id, extension }) => {
    expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    expect(extension).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('names several as people do', () => {
    const [one, other, third] = FORMATS;
    if (!one || !other || !third) throw new Error('There are three');
    expect(namesOf([one])).toBe(one.name);
    expect(namesOf([one, other])).toBe(`${one.name} or ${other.name}`);
    expect(namesOf([one, other, third])).toBe(`${one.name}, ${other.name} or ${third.name}`);
  });
});
