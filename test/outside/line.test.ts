import { describe, expect, it } from 'vitest';
import { createLine } from '../../src/outside/line.ts';

function lineOf(...names: readonly string[]) {
  const line = createLine<string>({ perClient: 4, inAll: 6 });
  for (const name of names) line.join(name.charAt(0), name);
  return line;
}
const anything = () => true;

function all(line: ReturnType<typeof lineOf>): string[] {
  const names: string[] = [];
  for (let next = line.next(anything); next !== undefined; next = line.next(anything)) {
    names.push(next);
  }
  return names;
}

describe('whose turn it is', () => {
  it('comes to each client in turn, and to each one’s own in order', () => {
    expect(all(lineOf('a1', 'a2', 'a3', 'b1', 'c1', 'b2'))).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'b2',
      'a3',
    ]);
  });

  it('comes to a newcomer after one of each who waits', () => {
    const line = lineOf('a1', 'a2', 'a3');
    expect(line.next(anything)).toBe('a1');
    line.join('b', 'b1');
    line.join('c', 'c1');
    expect(all(line)).toEqual(['a2', 'b1', 'c1', 'a3']);
  });

  it('is not lost by what may not begin yet', () => {
    const line = lineOf('a1', 'b1', 'b2');
    expect(line.next((name) => name === 'b2')).toBe('b2');
    expect(line.next((name) => name === 'x1')).toBeUndefined();
    expect(all(line)).toEqual(['a1', 'b1']);
  });

  it('does not come to what has left', () => {
    const line = lineOf('a1', 'a2', 'b1');
    line.leave('a', 'a1');
    line.leave('b', 'nobody');
    line.leave('c', 'c1');
    expect(all(line)).toEqual(['a2', 'b1']);
  });
});

describe('what is too much', () => {
  it('is whatever one client brings beyond their share', () => {
    const line = lineOf('a1', 'a2', 'a3', 'a4');
    expect(line.join('a', 'a5')).toBe('a5');
    expect(all(line)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('is the newest of whoever brought most, when somebody new comes', () => {
    const line = lineOf('a1', 'a2', 'a3', 'a4', 'b1', 'b2');
    expect(line.join('c', 'c1')).toBe('a4');
    expect(line.join('d', 'd1')).toBe('a3');
    expect(all(line)).toEqual(['a1', 'b1', 'c1', 'd1', 'a2', 'b2']);
  });

  it('is what is brought, when nobody has more', () => {
    const line = lineOf('a1', 'b1', 'c1', 'd1', 'e1', 'f1');
    expect(line.join('g', 'g1')).toBe('g1');
    expect(line.join('a', 'a2')).toBe('a2');
    expect(all(line)).toHaveLength(6);
  });

  it('counts again once some have begun', () => {
    const line = lineOf('a1', 'b1', 'c1', 'd1', 'e1', 'f1');
    line.next(anything);
    expect(line.join('g', 'g1')).toBeUndefined();
    expect(line.clear()).toHaveLength(6);
    expect(all(line)).toEqual([]);
  });
});
