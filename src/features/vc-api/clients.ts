import type { Request, RequestHandler } from 'express';
import { type ApiClient, authenticate, type TokenServices } from './authenticate.ts';

/** Asks for a token before the body is read: who has none does not make us read what they send. */
export function createClients(services: TokenServices) {
  const clients = new WeakMap<Request, ApiClient>();
  const require: RequestHandler = async (req, _res, next) => {
    clients.set(req, await authenticate(services, req));
    next();
  };
  const of = (req: Request): ApiClient => {
    const client = clients.get(req);
    if (!client) throw new Error('This route does not ask for a token');
    return client;
  };
  return { require, of };
}
