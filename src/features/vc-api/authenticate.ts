import type { Request } from 'express';
import type { ApiToken, Kpa, Store } from '../../storage/store.ts';
import { programError } from '../../problems/http-error.ts';
import { digest } from '../../keys/secrets.ts';

export interface ApiClient {
  readonly kpa: Kpa;
  readonly token: ApiToken;
}

export interface TokenServices {
  readonly store: Store;
  readonly clock: () => Date;
}

/** Who sends this, by its bearer token (RFC 6750 §2.1). One refusal, whatever is wrong with it. */
export async function authenticate(
  { store, clock }: TokenServices,
  req: Request,
): Promise<ApiClient> {
  const [, secret] = /^Bearer ([A-Za-z0-9_-]{1,100})$/i.exec(req.get('Authorization') ?? '') ?? [];
  // Found by its digest: what the comparison takes tells nothing of the token.
  const token = secret === undefined ? undefined : await store.apiTokens.findById(digest(secret));
  const kpa = token && (await store.kpas.findById(token.kpaId));
  const isOver =
    token?.withdrawnAt !== undefined || clock().toISOString() >= (token?.expiresAt ?? '');
  if (token && kpa && !isOver) return { kpa, token };
  throw programError('UNAUTHORIZED', 'Send a token of this service: Authorization: Bearer …');
}
