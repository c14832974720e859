/**
 * What an award is worth before it is shown or given to anybody outside: one judge for every page
 * and every address (docs/adr/0019). Who writes in the database can make it « sans réponse », and
 * nothing else.
 */
import type { Verification } from '../credentials/verify/verify.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import type { Award, Kpa, Store } from '../storage/store.ts';
import type { AllAddresses } from '../badges/addresses.ts';
import { answerOf, inAgreement } from './answer-of.ts';
import { type Around, type PageOfKpa, readAround, type Verify } from './around.ts';
import type { AwardRows } from './award-rows.ts';
import type { Doubt, Judgement, AwardJudge } from './judgement.ts';
import { differencesOf, isCredentialOf } from './signed-award.ts';
import { formsOf, keysIn, toVerify } from './forms.ts';
import { type HolderNames, nameSigned } from './names/name-signed.ts';

interface Services {
  readonly store: Store;
  readonly addresses: AllAddresses;
  readonly awardRows: AwardRows;
  readonly keys: { publicKeys(kpaId: string): Promise<readonly PublicKey[]> };
  /** For one page: what it has asked about once it does not ask again. */
  readonly pageVerifier: (page: PageOfKpa) => { readonly verifyCredential: Verify };
  readonly log: { error(details: object, message: string): void };
}

/** Against who makes ever new faults for us to tell of. */
const MOST_TOLD = 1_000;

export function createJudge(services: Services): AwardJudge {
  const told = new Set<string>();

  function tell(
    { slug }: Kpa,
    { id, mac, version = 0 }: Award & { version?: number },
    why: string,
  ) {
    const fault = [id, version, mac, why].join(' ');
    if (told.has(fault) || told.size >= MOST_TOLD) return;
    told.add(fault);
    const message = 'An award is not as it was signed: without an answer';
    services.log.error({ kpa: slug, awardId: id, why }, message);
  }

  async function doubtOf(kpa: Kpa, award: Award, around: Around): Promise<Doubt | undefined> {
    const why = await faultsOf(services, kpa, award, around);
    if (why.length === 0) return undefined;
    tell(kpa, award, why.join(', '));
    const [form] = formsOf(award);
    const isForeign = !form || !isCredentialOf(form, award, { ...services, kpa });
    return { why, isForeign };
  }

  async function judge(
    kpa: Kpa,
    award: Award,
    { holder }: { readonly holder?: HolderNames },
    around: Around,
  ): Promise<Judgement> {
    const [form] = formsOf(award);
    // Side by side: what the row refers to is asked for in one turn with what verifies it.
    const [doubted, verification] = await Promise.all([
      doubtOf(kpa, award, around),
      around.verifyCredential(form ? toVerify(form) : '', {
        isNewest: true,
        ...(holder && { holderName: nameSigned(award, holder) }),
      }),
    ]);
    const doubt = doubted ?? (await lostSignature(services, award, verification));
    if (doubt) tell(kpa, award, doubt.why.join(', '));
    const answer = answerOf(award, verification, doubt);
    return { verification: inAgreement(verification, answer), doubt, answer };
  }

  return {
    doubtOf: (kpa, award) => doubtOf(kpa, award, readAround(services, kpa)),
    judge: (kpa, award, question = {}) => judge(kpa, award, question, readAround(services, kpa)),
    forOnePage() {
      const known = new Map<string, Around>();
      return {
        judge(kpa, award, question = {}) {
          const around = known.get(kpa.id) ?? readAround(services, kpa);
          known.set(kpa.id, around);
          return judge(kpa, award, question, around);
        },
      };
    },
  };
}

/** What is wrong with the row, without asking whether the signature is right. */
async function faultsOf(
  { addresses, awardRows }: Services,
  kpa: Kpa,
  award: Award,
  around: Around,
): Promise<readonly string[]> {
  const [doubt, listNumber, holder] = await Promise.all([
    awardRows.doubt(award),
    around.listNumber(award.statusListId),
    around.holder(award.personId),
  ]);
  const referred = { addresses, kpa, listNumber, holder };
  const forms = formsOf(award);
  const differences = forms.map((form) => differencesOf(form, award, referred));
  return [
    ...(doubt === undefined ? [] : [`row: ${doubt}`]),
    ...(forms.length === 0 ? ['form'] : []),
    ...differences.flatMap((names, at) =>
      names.map((name) => (at === 0 ? name : `${forms[at]?.format.name ?? ''}: ${name}`)),
    ),
  ];
}

/**
 * The row is ours, and yet the signature that we stored with it does not verify: something of ours
 * was lost, unless we disowned the key ourselves.
 */
async function lostSignature(
  { keys }: Services,
  award: Award,
  { summary }: Verification,
): Promise<Doubt | undefined> {
  if (summary.authentic !== 'no') return undefined;
  const used = keysIn(award);
  const all = await keys.publicKeys(award.kpaId);
  const isDisowned = all.some(
    ({ fragment, state }) => state === 'revoked' && used.includes(fragment),
  );
  return isDisowned ? undefined : { why: ['signature'], isForeign: false };
}
