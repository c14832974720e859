/**
 * Whether somebody is still signed in, and who: the script of a page asks before it sends a sound, which a
 * refused form would lose (page-scripts/parts/stands.ts). With the token of the session of today, as any page
 * of theirs has it.
 */
import { Router } from 'express';
import { findVisitor } from '../sessions.ts';

export function sessionRoutes(): Router {
  const router = Router();
  router.get('/session', (req, res) => {
    const visitor = findVisitor(req);
    res.set('Cache-Control', 'private, no-store');
    // Of nobody it is no error: a browser would write it in its console.
    res.json(visitor ? { person: visitor.person.id, token: visitor.session.csrfToken } : {});
  });
  return router;
}
