/** What the signed text of an award says, and whether its row says the same (docs/adr/0019). */
import { z } from 'zod';
import { digestSri } from '../credentials/bytes/digest.ts';
import type { Opened } from '../credentials/formats/format.ts';
import type { Award, Kpa } from '../storage/store.ts';
import { levelId } from '../badges/achievement.ts';
import { type Addresses, type AllAddresses, everyOrigin } from '../badges/addresses.ts';
import { describeIssuer } from '../badges/issuer.ts';
import { type Form, formsOf, openForm } from './forms.ts';
import { type HolderNames, recipientOf } from './names/name-signed.ts';
import { languageOfAward } from '../badges/present-award.ts';

const endorsement = z.looseObject({
  id: z.string(),
  validFrom: z.string(),
  credentialSubject: z.looseObject({ endorsementComment: z.string() }),
});

/** Of our own making: whether the signature over it is right is not asked here. */
const signedAward = z.looseObject({
  id: z.string(),
  issuer: z.looseObject({ id: z.string() }),
  validFrom: z.string(),
  validUntil: z.string().optional(),
  credentialSubject: z.looseObject({
    identifier: z.tuple([z.looseObject({ identityHash: z.string(), salt: z.string() })]),
    achievement: z.looseObject({ id: z.string(), inLanguage: z.string().optional() }),
    result: z.tuple([z.looseObject({ achievedLevel: z.string() })]).optional(),
    narrative: z.string().optional(),
  }),
  evidence: z.tuple([z.looseObject({ id: z.string(), digestSRI: z.string() })]).optional(),
  credentialStatus: z.looseObject({
    statusListCredential: z.string(),
    statusListIndex: z.string(),
  }),
  // They were taken out, each signed as its format has it: nothing else is in their place.
  endorsement: z.undefined().optional(),
  endorsementJwt: z.undefined().optional(),
});
const opened = z.object({ document: signedAward, endorsements: z.array(endorsement) });
type SignedAward = z.infer<typeof opened>;

/** What else the row refers to. */
export interface Referred {
  readonly addresses: AllAddresses;
  readonly kpa: Kpa;
  /** The number of its status list; undefined if there is no such list. */
  readonly listNumber: number | undefined;
  /** Whose it is. Somebody whose own row is gone is compared with nothing. */
  readonly holder: HolderNames | undefined;
}

type Facts = Readonly<Record<string, string | undefined>>;

/** Whether a text is the credential of this award, by the id that it bears. Never throws. */
export function isCredentialOf(
  form: Form,
  award: Award,
  { addresses, kpa }: Pick<Referred, 'addresses' | 'kpa'>,
): boolean {
  return originNamed({ addresses, kpa }, award, readForm(form)?.document['id']) !== undefined;
}

/**
 * Where an award was signed, as the first of its forms says: there it stays, with its issuer and its
 * list (docs/adr/0031). Today’s, for one that says nothing of the sort.
 */
export function originOfAward(ours: Pick<Referred, 'addresses' | 'kpa'>, award: Award): Addresses {
  const [form] = formsOf(award);
  const id = form && readForm(form)?.document['id'];
  return originNamed(ours, award, id) ?? ours.addresses;
}

const originNamed = (
  { addresses, kpa }: Pick<Referred, 'addresses' | 'kpa'>,
  award: Award,
  id: unknown,
): Addresses | undefined =>
  everyOrigin(addresses).find((at) => at.credential(kpa.slug, award.id) === id);

const signedIn = new WeakMap<Form, ReturnType<typeof opened.safeParse>>();

/** The names of what a form and the row say differently. Never throws for what is stored. */
export function differencesOf(form: Form, award: Award, surroundings: Referred): readonly string[] {
  const read = signedIn.get(form) ?? opened.safeParse(readForm(form));
  signedIn.set(form, read);
  if (!read.success) return ['form'];
  const signed = signedFacts(read.data);
  const recorded = recordedFacts(award, read.data, surroundings);
  return Object.keys(recorded).filter((name) => recorded[name] !== signed[name]);
}

function signedFacts({ document: signed, endorsements }: SignedAward): Facts {
  const { credentialSubject: subject, credentialStatus: status } = signed;
  return {
    id: signed.id,
    issuer: signed.issuer.id,
    issuedAt: signed.validFrom,
    validUntil: signed.validUntil,
    badge: subject.achievement.id,
    language: languageOfAward({ language: subject.achievement.inLanguage }),
    level: subject.result?.[0].achievedLevel,
    sentence: subject.narrative,
    recipient: subject.identifier[0].identityHash,
    evidence: signed.evidence && toText(signed.evidence[0].id, signed.evidence[0].digestSRI),
    status: toText(status.statusListCredential, status.statusListIndex),
    endorsements: toText(
      ...endorsements.map(({ id, credentialSubject: said, validFrom: at }) => [
        id,
        said.endorsementComment,
        at,
      ]),
    ),
  };
}

/** What the row would have had signed. What was erased since is not compared. */
function recordedFacts(
  award: Award,
  { document: { id, credentialSubject } }: SignedAward,
  { addresses, kpa, listNumber, holder }: Referred,
): Facts {
  const at = originNamed({ addresses, kpa }, award, id) ?? addresses;
  const achievement = at.badgeClass(award.badgeClass, award.badgeVersion);
  const [identity] = credentialSubject.identifier;
  const list = listNumber === undefined ? undefined : at.statusList(kpa.slug, listNumber);
  return {
    id: at.credential(kpa.slug, award.id),
    issuer: describeIssuer(at, kpa).id,
    issuedAt: award.issuedAt,
    validUntil: award.validUntil,
    badge: achievement,
    language: languageOfAward(award),
    level: award.level === undefined ? undefined : levelId(achievement, award.level),
    sentence: award.sentence,
    ...(holder && { recipient: recipientOf(holder, identity) }),
    ...(award.evidence !== undefined && {
      evidence: toText(
        at.evidence(kpa.slug, award.id),
        digestSri(new TextEncoder().encode(award.evidence)),
      ),
    }),
    status: toText(list, String(award.statusIndex)),
    endorsements: toText(
      ...(award.endorsements ?? []).map(({ id, sentence, at }) => [id, sentence, at]),
    ),
  };
}

/** Undefined for a text that is no form of ours. */
function readForm(form: Form): Opened | undefined {
  try {
    return openForm(form);
  } catch {
    return undefined;
  }
}

/** One text for one list of values: two lists never share one. */
const toText = (...values: readonly unknown[]) => JSON.stringify(values);
