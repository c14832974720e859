import { didWebUrl } from './did-web.ts';
import { messageOf } from '../errors.ts';
import type { Signatory } from '../verification.ts';

/** Who is said to have signed: by the place on the web that answers for the key, if there is one. */
export function signatoryOf(issuer: string, key: string | undefined): Signatory {
  const domain = domainOf(issuer);
  return {
    issuer,
    ...(domain !== undefined && { domain }),
    ...(key !== undefined && { key }),
  };
}

/** The host, with its port if it is an unusual one. */
function domainOf(issuer: string): string | undefined {
  const url = issuer.startsWith('did:web:') ? webUrl(issuer) : issuer;
  if (!/^https:/i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).host;
}

function webUrl(did: string): string {
  try {
    return didWebUrl(did);
  } catch (error) {
    // No host is named by what is no did:web.
    return messageOf(error);
  }
}
