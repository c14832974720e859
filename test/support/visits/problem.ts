/** A program that is told what went wrong: one form of answer, in English (RFC 9457). */
import { expect } from 'vitest';
import { z } from 'zod';
import { PROBLEM_CODES } from '../../../src/problems/problems.ts';
import type { World } from '../world.ts';

const problem = z.strictObject({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z
    .string()
    .regex(/^urn:uuid:/)
    .optional(),
  code: z.enum(PROBLEM_CODES),
});

/** Letters and signs of French, and words that no English sentence has. */
const FRENCH = /[À-ÿ’«»]|\b(le|la|les|une?|des?|est|pas|vous|nous|ce|cette)\b/i;

export type Headers = Readonly<Record<string, string>>;
export type Asked = Awaited<ReturnType<ReturnType<typeof askIn>>>;

let clients = 0;

/** Every client is another one, so that none is refused for another's sake. */
export function askIn(world: () => World) {
  return async (path: string, init: RequestInit = {}, headers: Headers = {}) => {
    clients += 1;
    const answer = await fetch(`${world().origin}${path}`, {
      ...init,
      headers: {
        Connection: 'close',
        'X-Forwarded-For': `10.9.${clients >> 8}.${clients & 255}`,
        ...headers,
      },
    });
    return { headers: answer.headers, status: answer.status, text: await answer.text() };
  };
}

export const JSON_BODY = { 'Content-Type': 'application/json' };
export const HTML = { Accept: 'text/html' };
export const post = (body: string | FormData | Uint8Array<ArrayBuffer>) => ({
  method: 'POST',
  body,
});

export function expectProblem(answer: Asked, status: number, detail: RegExp = /./) {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  const said = problem.parse(JSON.parse(answer.text));
  expect(said.status).toBe(status);
  expect(said.type).toBe(`https://badges.example${pathOf(said.code)}`);
  expect(said.detail).toMatch(detail);
  expectEnglish(said);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return said;
}

/** What is found at the address that is the type of a problem. */
export function expectExplanation(answer: Asked, code: string): void {
  expect(answer.status).toBe(200);
  const said = problem.parse(JSON.parse(answer.text));
  expect(said).toMatchObject({ code, type: `https://badges.example${pathOf(code)}` });
  expectEnglish(said);
}

export const pathOf = (code: string): string =>
  `/problems/${code.toLowerCase().replaceAll('_', '-')}`;

function expectEnglish({ title, detail }: z.infer<typeof problem>): void {
  for (const text of [title, detail]) {
    expect(text).toMatch(/^[A-Z@a-z].{5,}/);
    expect(text).not.toMatch(FRENCH);
  }
}
