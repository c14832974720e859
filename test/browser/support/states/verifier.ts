/** Every answer of the verification page, each with its own words and shapes. */
import type { Page } from 'playwright-core';
import { buildCredential } from '../../../../src/credentials/write/build-credential.ts';
import { signDocument } from '../../../../src/credentials/write/sign.ts';
import { createIssuer, fullInput } from '../../../credentials/support/issuer.ts';
import type { Demo } from '../demo.ts';
import { press, type State } from './state.ts';

interface Asked {
  readonly source: string;
  readonly holderName?: string;
}

async function verify(page: Page, { url }: Demo, { source, holderName }: Asked): Promise<void> {
  await page.goto(`${url}/verifier`);
  await page.locator('textarea[name=source]').fill(source);
  if (holderName !== undefined) await page.locator('input[name=name]').fill(holderName);
  await press(page, 'Vérifier');
}

const answering = (name: string, ask: (badge: string) => Asked | Promise<Asked>): State => ({
  name,
  status: 200,
  async reach(page, demo) {
    const badge = await (await page.request.get(`${demo.badge}.json`)).text();
    await verify(page, demo, await ask(badge));
  },
});

const changed = (badge: string) =>
  badge.replace(/"narrative":"[^"]+"/, '"narrative":"Autre chose"');

/** Of somebody who is nothing but a key, and calls themselves so. */
async function ofUnknownIssuer(name: string): Promise<string> {
  const { multikey } = createIssuer('', 77);
  const did = `did:key:${multikey}`;
  const { signer } = createIssuer(did, 77);
  const issuer = { ...fullInput.issuer, id: did, name };
  const { credentialStatus, ...unsigned } = buildCredential({ ...fullInput, issuer });
  const signed = await signDocument(unsigned, { ...signer, id: `${did}#${multikey}` }, new Date());
  return JSON.stringify(signed);
}

const presentation = (badge: string) =>
  `{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"verifiableCredential":[${badge}]}`;

export const atVerifier: readonly State[] = [
  answering('an authentic badge', (badge) => ({ source: badge })),
  answering('an authentic badge, with its name', (source) => ({
    source,
    holderName: 'Awa Diallo',
  })),
  answering('a badge of somebody else', (source) => ({ source, holderName: 'Jean Dupont' })),
  answering('a badge that was changed', (badge) => ({ source: changed(badge) })),
  answering('a badge that nobody signed', (badge) => ({
    source: badge.replace(/,"proof":\[.*\]/, ''),
  })),
  answering('a badge that two readers read as two', (badge) => ({
    source: badge.replace('{', '{"id":"urn:uuid:1",'),
  })),
  answering('a badge whose issuer cannot be asked', (badge) => ({
    source: badge.replaceAll('did:web:localhost', 'did:web:127.0.0.1'),
  })),
  answering('a badge of a stranger', async () => ({
    source: await ofUnknownIssuer('Ateliers du Port'),
  })),
  answering('a badge of a namesake', async () => ({
    source: await ofUnknownIssuer('KPA des Hauts-Prés'),
  })),
  answering('several badges in a file', (badge) => ({ source: `[${changed(badge)},${badge}]` })),
  answering('a badge that somebody presents', (badge) => ({ source: presentation(badge) })),
];
