import { expect, it } from 'vitest';
import { timeOf } from '../../../src/credentials/bytes/instants.ts';

it.each([
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ['2026-01-01T02:00:00+02:00', '2026-01-01T00:00:00Z'],
  ['2026-01-01T02:00:00+0200', '2026-01-01T00:00:00Z'],
  ['2026-01-01T00:00:00', '2026-01-01T00:00:00Z'],
  ['2026-01-01', '2026-01-01T00:00:00Z'],
])('%s is %s, wherever it is read', (text, instant) => {
  expect(new Date(timeOf(text)).toISOString()).toBe(new Date(instant).toISOString());
});

it.each(['', 'yesterday', '2026-13-01', '2026-01-01T00:00:00+99'])('%j is no instant', (text) => {
  expect(timeOf(text)).toBeNaN();
});
