import { FORMATS, SIGNATURE_FORMATS } from '../../credentials/formats/formats.ts';
import type { SignedForm } from '../../credentials/surroundings.ts';
import type { Verification } from '../../credentials/verification.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Store } from '../../storage/store.ts';
import { type AllAddresses, everyOrigin, originOf } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { isWord } from '../../awards/testimonies/entry.ts';
import { type ShowingServices, testimoniesOf, wordIn } from '../../awards/testimonies/shown.ts';
import { usualForm } from '../../awards/forms.ts';
import type { AwardJudge } from '../../awards/judgement.ts';
import { findKpa } from '../../web/kpa-in-path.ts';
import { presentAward } from '../../badges/present-award.ts';
import type { Known } from './result/present-result.ts';

const extensions = FORMATS.map(({ extension }) => extension).join('|');
const BADGE = new RegExp(
  `^/k/([a-z0-9-]+)/credentials/([0-9a-f-]{36})(?:\\.(${extensions})|/refresh|/evidence)?$`,
);

/** The award at a path of ours, as everybody may read it: only once the person accepted. */
async function findOwnAward(store: Store, path: string) {
  const [, slug = '', id = '', extension] = BADGE.exec(path) ?? [];
  const kpa = await findKpa(store, slug);
  const award = kpa && (await store.awards(kpa.id).findById(id));
  return kpa && award?.state === 'accepted' ? { kpa, award, extension } : undefined;
}

type Judge = Pick<AwardJudge, 'doubtOf'>;

/**
 * The signed text at a path of ours. `form`: what is given where the path does not say. Throws for a
 * row that is not as it was signed: what is there may be another badge.
 */
export async function findOwnText(
  { store, awardJudge }: { readonly store: Store; readonly awardJudge: Judge },
  path: string,
  form: SignedForm = 'application/vc',
): Promise<string | undefined> {
  const own = await findOwnAward(store, path);
  if (!own) return undefined;
  const { kpa, award, extension } = own;
  if (await awardJudge.doubtOf(kpa, award)) throw new Error(`The badge ${award.id} is in doubt`);
  const format =
    extension === undefined
      ? SIGNATURE_FORMATS.find(({ mediaType }) => mediaType === form)
      : FORMATS.find((one) => one.extension === extension);
  return format?.kind === 'signature' ? award.forms[format.id] : usualForm(award).text;
}

export interface OwnServices extends Pick<
  ShowingServices,
  'addresses' | 'languages' | 'verifyCredential'
> {
  readonly store: Store;
  readonly addresses: AllAddresses;
  readonly definitions: Definitions;
  readonly awardJudge: Judge;
}

/** What our record says beside a badge of ours; another issuer’s may bear any id. */
export async function findOwn(services: OwnServices, verification: Verification): Promise<Known> {
  const known = await besideBadge(services, verification);
  return { ...known, isTestimony: await isTestimony(services, verification) };
}

/** It is never taken for the KPA’s own word, though it was taken back, or its badge put aside (docs/adr/0054). */
async function isTestimony(
  { store, addresses }: OwnServices,
  { summary, kind, credential }: Verification,
): Promise<boolean> {
  if (summary.authentic !== 'yes' || kind !== 'endorsement' || !credential?.id) return false;
  const { id, issuer } = credential;
  const kpa = await findKpa(store, issuer.id.split(':').at(-1) ?? '');
  const isOurs =
    kpa && everyOrigin(addresses).some((at) => describeIssuer(at, kpa).id === issuer.id);
  return isOurs === true && isWord({ store }, kpa, id);
}

async function besideBadge(
  services: OwnServices,
  { summary, kind, credential, endorsed }: Verification,
): Promise<Known> {
  const { store, addresses, definitions, awardJudge } = services;
  // A confirmation by itself stands beside its badge.
  const { id } = (kind === 'endorsement' ? endorsed?.credential : credential) ?? {};
  const at = id === undefined ? undefined : originOf(addresses, id);
  if (summary.authentic !== 'yes' || id === undefined || !at) return {};
  const own = await findOwnAward(store, id.slice(at.publicUrl.length));
  if (!own || describeIssuer(at, own.kpa).id !== credential?.issuer.id) return {};
  // A row that is not believed says nothing beside what is signed.
  if (await awardJudge.doubtOf(own.kpa, own.award)) return {};
  const view = presentAward(own.award, own.kpa, definitions);
  const { confirmed, alsoConfirmed, byGroup, href, revocation } = view;
  if (kind === 'endorsement') {
    const author = alsoConfirmed.find((one) => one.endorsementId === credential.id);
    if (byGroup && byGroup.endorsementId === credential.id) return { byGroup };
    return { author, witness: author ? undefined : await wordIn(services, own, credential) };
  }
  return {
    confirmed,
    alsoConfirmed,
    ...(byGroup && { byGroup }),
    testimonies: await testimoniesOf(services, own.kpa, own.award),
    ...(revocation && { revocation }),
    ...(view.hasEvidence && { evidence: `${href}/evidence` }),
  };
}
