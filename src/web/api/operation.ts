/** What the API does at one address, by one method: the description and the tests go by it. */
import type { z } from 'zod';

/** A body: a schema under the name it has in the description, or bytes of any kind. */
export type Body = NamedSchema | 'bytes';

export interface NamedSchema {
  readonly name: string;
  readonly schema: z.ZodType;
}

export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As the route has it: `/credentials/:id`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly needsToken: boolean;
  /** Of what stands in the path, by its name there; without, it is any text. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  /** By media type; without, there is no body. */
  readonly request?: Bodies;
  /** By status. */
  readonly answers: Readonly<Record<number, { readonly says: string; readonly body?: Body }>>;
}

export type Bodies = Readonly<Record<string, Body>>;

/**
 * What an address of the API takes (RFC 9110 §10.2.1), « POST, DELETE »: `/credentials/issue` also
 * what `/credentials/:id` does.
 */
export function methodsAt(path: string, operations: readonly Operation[]): string {
  const here = operations.filter((one) => covers(one.path, path));
  return here
    .map(({ method }) => (method === 'get' ? 'GET, HEAD' : method.toUpperCase()))
    .join(', ');
}

function covers(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
}
