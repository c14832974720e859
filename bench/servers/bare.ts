/**
 * Bare Express: an echo, the same routes with the plain library and nothing else, or with our core
 * and nothing else, and what an award cannot do without (two signatures, one durable row).
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import express from 'express';
import { z } from 'zod';
import { type Surroundings, verifyCredential } from '../../src/credentials/verify/verify.ts';
import { createIssuer } from '../subjects/keys.ts';
import { issueOurs, surroundingsIn } from '../subjects/ours.ts';
import { createPlainVerifier, issuePlainly, type Controller } from '../subjects/plain.ts';
import { answerParent } from './commands.ts';
import { listenAnywhere } from './listen.ts';

const [folder = ''] = process.argv.slice(2);
const issuer = createIssuer('did:web:plain.example');
const toIssue = z.object({ credential: z.looseObject({}) });
const toIssueByCore = z.object({
  credential: z.looseObject({ '@context': z.array(z.unknown()) }),
});
const toVerify = z.object({
  verifiableCredential: z.looseObject({ endorsement: z.array(z.looseObject({})).default([]) }),
});
const controller = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(z.looseObject({ id: z.string() })),
});

let verify = createPlainVerifier([]);
let surroundings: Surroundings | undefined;
const kept = { body: Buffer.alloc(0), etag: '', type: '' };

const app = express();
app.disable('x-powered-by');
app.use(express.json({ limit: '1mb' }));
app.use(express.urlencoded({ extended: false, limit: '100kb' }));
app.post('/echo', (req, res) => {
  res.json(req.body);
});
app.get('/echo', (req, res) => {
  res.send(req.query['say']);
});
app.post('/credentials/issue', async (req, res) => {
  const { credential } = toIssue.parse(req.body);
  res.status(201).json({ verifiableCredential: await issuePlainly(credential, issuer.signer) });
});
app.post('/credentials/verify', async (req, res) => {
  const { verifiableCredential } = toVerify.parse(req.body);
  await verify(verifiableCredential);
  for (const endorsement of verifiableCredential.endorsement) await verify(endorsement);
  res.json({ verified: true });
});
app.post('/core/issue', async (req, res) => {
  const { credential } = toIssueByCore.parse(req.body);
  res.status(201).json({ verifiableCredential: await issueOurs(credential, issuer.signer) });
});
app.post('/core/verify', async (req, res) => {
  if (!surroundings) throw new Error('Nobody is trusted');
  const { verifiableCredential } = toVerify.parse(req.body);
  const answer = await verifyCredential(JSON.stringify(verifiableCredential), {
    ...surroundings,
    now: new Date(),
  });
  if (answer.summary.authentic !== 'yes') throw new Error('Not verified');
  res.json(answer);
});
app.get('/kept', (req, res) => {
  res.set('ETag', kept.etag);
  if (req.get('If-None-Match') === kept.etag) res.status(304).end();
  else res.type(kept.type).send(kept.body);
});

if (folder !== '') {
  const database = new DatabaseSync(join(folder, 'floor.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(
    'CREATE TABLE awards ("id" TEXT PRIMARY KEY NOT NULL, "body" TEXT NOT NULL) STRICT',
  );
  // A statement by itself does not keep its database open.
  const durable = {
    database,
    insert: database.prepare('INSERT INTO awards ("id", "body") VALUES (?, ?)'),
  };
  app.post('/award', async (req, res) => {
    const bytes = Buffer.from(JSON.stringify(req.body).padEnd(BADGE));
    const signatures = [await issuer.signer.sign(bytes), await issuer.jwtSigner.sign(bytes)];
    durable.insert.run(randomUUID(), `${signatures.join()}${bytes.toString()}`.padEnd(ROW));
    res.redirect(303, '/done');
  });
}

/** Characters of a badge, and of the row of an award. */
const BADGE = 5_000;
const ROW = 11_000;

const origin = await listenAnywhere(app);
answerParent(
  {
    /** Whose badges are verified here: their DID document, and their status list at its address. */
    trust: (document = '', listAt = '', list = '') => {
      const trusted: Controller = controller.parse(JSON.parse(document));
      verify = createPlainVerifier([trusted], () => new Date());
      const texts = new Map([
        [trusted.id, document],
        [listAt, list],
      ]);
      // Nobody says a name: it would be compared in thousands of spellings.
      const { holderName, ...rest } = surroundingsIn(texts, trusted.id, new Date());
      surroundings = rest;
      return Promise.resolve([]);
    },
    /** What is served as it is: in base64. */
    keep: (body = '', type = '') => {
      kept.body = Buffer.from(body, 'base64');
      kept.type = type;
      kept.etag = `"${randomUUID()}"`;
      return Promise.resolve([kept.etag]);
    },
  },
  origin,
);
