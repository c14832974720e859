/** Every address of the service, absolute: what is signed and what is linked agree. */

/** `publicUrl` is an origin without a final slash. */
export function createAddresses(publicUrl: string) {
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
    /** `language`: of the page to which it leads, where that is not the reader’s already. */
    signInLink: (token: string, language?: string) =>
      at(`/connexion/lien/${token}${language === undefined ? '' : `?lang=${language}`}`),
  };
}

export type Addresses = ReturnType<typeof createAddresses>;

export function imagePath(slug: string, version: number, level?: number): string {
  return `/badges/${slug}/v${version}/${level ? `niveau-${level}` : 'image'}.svg`;
}
