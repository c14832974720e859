import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/credentials/formats/formats.ts';
import { describeFormat } from '../../contracts/formats.contract.ts';

for (const format of FORMATS) {
  if (format.kind === 'signature') describeFormat(format, format.id);
  else
    for (const signature of ['data-integrity', 'vc-jwt'] as const)
      describeFormat(format, signature);
}

describe('the table of formats', () => {
  it.each(['id', 'extension', 'mediaType'] as const)('has one row per %s', (member) => {
    expect(new Set(FORMATS.map((format) => format[member])).size).toBe(FORMATS.length);
  });
});
