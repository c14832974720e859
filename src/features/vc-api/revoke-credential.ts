import type { IssuedCredential, Kpa, Store } from '../../storage/store.ts';
import { programError } from '../../problems/http-error.ts';

export interface CredentialRevocationServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly statusLists: {
    publish(kpa: Kpa, listId: string, known: readonly number[]): Promise<void>;
  };
}

/**
 * Revokes every credential that was issued for this KPA with this id, and publishes the lists.
 * Once it resolves, the lists that are served say so. Called again it changes nothing. Throws
 * NOT_FOUND when there is none; and once the others are revoked, where one cannot be read.
 */
export async function revokeCredential(
  services: CredentialRevocationServices,
  kpa: Kpa,
  credentialId: string,
): Promise<number> {
  const query = { index: 'byCredentialId', equals: [credentialId] } as const;
  const lists = new Map<string, number[]>();
  const left: string[] = [];
  let count = 0;
  for await (const row of services.store.issuedCredentials(kpa.id).allRows(query)) {
    if ('fault' in row) {
      left.push(`${row.id}: ${row.fault}`);
      continue;
    }
    const { statusListId, statusIndex } = row.document;
    await mark(services, row.document);
    lists.set(statusListId, [...(lists.get(statusListId) ?? []), statusIndex]);
    count += 1;
  }
  for (const [listId, indexes] of lists) await services.statusLists.publish(kpa, listId, indexes);
  if (left.length > 0) throw new Error(`Issued credentials left as they are: ${left.join('; ')}`);
  if (count === 0)
    throw programError('NOT_FOUND', 'No credential with this id was issued for this KPA.');
  return count;
}

/** Never undone. */
async function mark(
  { store, clock }: CredentialRevocationServices,
  issued: IssuedCredential,
): Promise<void> {
  const revokedAt = clock().toISOString();
  await store
    .issuedCredentials(issued.kpaId)
    .update(issued.id, (now) =>
      now.standing === 'revoked' ? now : { ...now, standing: 'revoked', revokedAt },
    );
}
