import type { Custody, SecretContext } from '../../keys/custody.ts';
import type { KeyAct } from '../../keys/key-ring.ts';
import { rewrapAll, rewrapKeys, type RewrapTally, type Secrets } from '../../keys/rewrap.ts';
import { refuseDoubt, type RowMacs, type RowWithMac } from '../../keys/row-macs.ts';
import type { Store } from '../../storage/store.ts';
import { awardMacs } from '../../awards/award-rows.ts';
import { earlierMacs } from '../../awards/earlier/earlier-texts.ts';
import { lostEntryMacs } from '../../awards/lost-entries.ts';

interface Services {
  readonly store: Store;
  readonly custody: Custody;
  readonly clock: () => Date;
  /** Where the token of a share link was sealed: its own feature says so. */
  readonly shareLinkContext: (kpaId: string, id: string) => SecretContext;
  /** And the secret of a client of a provider. */
  readonly providerContext: (kpaId: string) => SecretContext;
}

export interface RewrappedSecrets {
  readonly keys: RewrapTally;
  readonly awards: RewrapTally;
  readonly earlierTexts: RewrapTally;
  readonly lostEntries: RewrapTally;
  readonly shareLinks: RewrapTally;
  readonly signInProviders: RewrapTally;
}

/**
 * Every secret in the store closed, and every MAC made, under the newest master key. Running it again
 * is safe.
 */
export async function rewrapSecrets(services: Services, act: KeyAct): Promise<RewrappedSecrets> {
  const { store, custody, shareLinkContext, providerContext } = services;
  return {
    keys: await rewrapKeys(services, act),
    awards: await rewrapMacs(services, awardMacs(custody), {
      all: store.awards.across.allRows({ index: 'byDate' }),
      collectionOf: ({ kpaId }) => store.awards(kpaId),
    }),
    earlierTexts: await rewrapMacs(services, earlierMacs(custody), {
      all: store.supersededCredentials.across.allRows({ index: 'byAward' }),
      collectionOf: ({ kpaId }) => store.supersededCredentials(kpaId),
    }),
    lostEntries: await rewrapMacs(services, lostEntryMacs(custody), {
      all: store.lostEntries.across.allRows({ index: 'byBadge' }),
      collectionOf: ({ kpaId }) => store.lostEntries(kpaId),
    }),
    shareLinks: await rewrapAll(custody, {
      all: store.shareLinks.allRows({ index: 'byPerson' }),
      collectionOf: () => store.shareLinks,
      secretsOf: ({ sealedToken }) => [sealedToken],
      rewrap: async (link) => {
        const context = shareLinkContext(link.kpaId, link.id);
        const token = await custody.open(link.sealedToken, context);
        return { ...link, sealedToken: await custody.seal(token, context) };
      },
    }),
    signInProviders: await rewrapAll(custody, {
      all: store.signInProviders.allRows({ index: 'byName' }),
      collectionOf: () => store.signInProviders,
      secretsOf: ({ sealedSecret }) => [sealedSecret],
      rewrap: async (provider) => {
        const context = providerContext(provider.kpaId);
        const secret = await custody.open(provider.sealedSecret, context);
        return { ...provider, sealedSecret: await custody.seal(secret, context) };
      },
    }),
  };
}

/** Rows that hold no secret, only the MAC of what stands in them. */
function rewrapMacs<T extends RowWithMac>(
  { custody }: Services,
  macs: RowMacs<T>,
  rows: Pick<Secrets<T>, 'all' | 'collectionOf'>,
): Promise<RewrapTally> {
  return rewrapAll(custody, {
    ...rows,
    secretsOf: ({ mac = '' }) => [mac],
    rewrap: async (row) => {
      await refuseDoubt(macs, row);
      return macs.marked(row);
    },
  });
}
