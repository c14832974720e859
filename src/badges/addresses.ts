/** Every address of the service, absolute: what is signed and what is linked agree. */

/** `publicUrl` is an origin without a final slash. */
function addressesAt(publicUrl: string) {
  const at = (path: string) => `${publicUrl}${path}`;
  const credential = (kpa: string, id: string) => at(`/k/${kpa}/credentials/${id}`);
  return {
    publicUrl,
    home: at('/'),
    badgeClass: (slug: string, version: number) => at(`/badges/${slug}/v${version}`),
    badgeImage: (slug: string, version: number, level?: number) =>
      at(imagePath(slug, version, level)),
    competence: (framework: string, id: string) => at(`/referentiels/${framework}/${id}`),
    kpa: (slug: string) => at(`/k/${slug}`),
    statusList: (kpa: string, number: number) => at(`/k/${kpa}/status/${number}`),
    credential,
    evidence: (kpa: string, id: string) => `${credential(kpa, id)}/evidence`,
    refresh: (kpa: string, id: string) => `${credential(kpa, id)}/refresh`,
    shareLink: (token: string) => at(`/p/${token}`),
    /** By which somebody who is not of the KPA says what they saw; and what their letter opens. */
    witnessLink: (token: string) => at(`/temoigner/${token}`),
    witnessLetter: (token: string) => at(`/temoigner/lettre/${token}`),
    /** `language`: of the page to which it leads, where that is not the reader’s already. */
    /** Without a secret: the short one, to be typed or dictated. */
    card: (secret?: string) => at(secret === undefined ? '/carte' : `/carte/${secret}`),
    /** Where the provider of a KPA sends the browser back to: written there, too. */
    providerReturn: (kpa: string) => at(`/connexion/structure/${kpa}/retour`),
    signInLink: (token: string, language?: string) =>
      at(`/connexion/lien/${token}${language === undefined ? '' : `?lang=${language}`}`),
  };
}

/** Those of one origin. */
export type Addresses = ReturnType<typeof addressesAt>;

/** Those of today, and beside them the former ones: what they name stands as it was (docs/adr/0031). */
export interface AllAddresses extends Addresses {
  readonly former: readonly Addresses[];
}

export function createAddresses(publicUrl: string, former: readonly string[] = []): AllAddresses {
  const others = new Set(former.filter((url) => url !== publicUrl));
  return { ...addressesAt(publicUrl), former: [...others].map(addressesAt) };
}

/** Today’s first. */
export const everyOrigin = (all: AllAddresses): readonly Addresses[] => [all, ...all.former];

export const everyUrl = (all: AllAddresses): readonly string[] =>
  everyOrigin(all).map(({ publicUrl }) => publicUrl);

/** What a document is served as: of a former address where its host is asked, of today’s at any other. */
export const atHost = (all: AllAddresses, host: string | undefined): Addresses =>
  all.former.find(({ publicUrl }) => new URL(publicUrl).host === host?.toLowerCase()) ?? all;

/** Those among which an address is; undefined if it never was one of ours. */
export const originOf = (all: AllAddresses, address: string): Addresses | undefined =>
  everyOrigin(all).find(({ publicUrl }) => address.startsWith(`${publicUrl}/`));

export function imagePath(slug: string, version: number, level?: number): string {
  return `/badges/${slug}/v${version}/${level ? `niveau-${level}` : 'image'}.svg`;
}
