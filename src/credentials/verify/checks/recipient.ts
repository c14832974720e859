import { cleanName } from '../../read/displayable.ts';
import { hashSpelling, isKnownHash } from '../../names/identity.ts';
import { isSameName, spellingsOf } from '../../names/spellings.ts';
import type { JsonObject } from '../../bytes/json-object.ts';
import { objectAt, objectsAt, textAt } from '../../bytes/loose.ts';
import type { Check } from '../../verification.ts';

interface Identifier {
  readonly hashed: boolean;
  readonly identityHash: string;
  readonly salt: string;
}

/** A person has a few names; each is hashed in many spellings. */
const MOST_NAMES = 8;

/** Some 20 ms, whatever is typed and however many names the badge has. */
const MOST_HASHES = 5_000;
/** Other makers may hash letters in two parts (Unicode NFD): of the likeliest spellings. */
const DECOMPOSED = 0.1;

/**
 * Is the badge for the person who shows it? (Open Badges 3.0, recipient verification.) What is typed
 * is also tried as the person may have written it: people write « DIALLO Awa » and mean Awa Diallo.
 */
export function checkRecipient(badge: JsonObject, holderName: string): Check {
  const names = namesIn(badge);
  const inClear = names.filter(({ hashed }) => !hashed);
  const hashes = names.filter(({ hashed, identityHash }) => hashed && isKnownHash(identityHash));
  if (inClear.some(({ identityHash }) => isSameName(identityHash, holderName))) return named;
  const spelling = findSpelling(hashes, holderName);
  if (spelling !== undefined) return spelling === cleanName(holderName) ? named : spelt(spelling);
  if (names.length === 0) return nameless;
  return inClear.length + hashes.length > 0 ? otherwise : incomparable;
}

function namesIn(badge: JsonObject): readonly Identifier[] {
  return objectsAt(objectAt(badge['credentialSubject'])['identifier'])
    .filter(({ identityType }) => identityType === 'name')
    .slice(0, MOST_NAMES)
    .map(({ hashed, identityHash, salt }) => ({
      hashed: hashed === true,
      identityHash: textAt(identityHash) ?? '',
      salt: textAt(salt) ?? '',
    }));
}

/** The spelling whose hash is in the badge: whoever typed it has shown that they know the name. */
function findSpelling(hashes: readonly Identifier[], typed: string): string | undefined {
  const most = Math.floor(MOST_HASHES / hashes.length);
  for (const spelling of candidates(typed, most)) {
    const isOne = hashes.some(
      ({ identityHash, salt }) => hashSpelling(spelling, salt) === identityHash.toLowerCase(),
    );
    if (isOne) return spelling.normalize('NFC');
  }
  return undefined;
}

function* candidates(typed: string, most: number): Generator<string> {
  const composed: string[] = [];
  for (const spelling of spellingsOf(typed)) {
    if (composed.length >= most * (1 - DECOMPOSED)) break;
    composed.push(spelling);
    yield spelling;
  }
  for (const spelling of composed.slice(0, most * DECOMPOSED)) {
    const decomposed = spelling.normalize('NFD');
    if (decomposed !== spelling) yield decomposed;
  }
}

const named: Check = {
  id: 'recipient',
  outcome: 'pass',
  code: 'check.recipient.right',
  detail: 'The hash of the name matches',
};

function spelt(name: string): Check {
  return {
    ...named,
    spelling: name,
    explanation: [{ code: 'check.recipient.spelling', values: { name } }],
  };
}

const otherwise: Check = {
  id: 'recipient',
  outcome: 'fail',
  code: 'check.recipient.other',
  explanation: [{ code: 'check.recipient.other.why' }],
  detail: 'The hash of the name does not match',
};

const incomparable: Check = {
  id: 'recipient',
  outcome: 'unknown',
  code: 'check.recipient.incomparable',
  detail: 'The name is hashed with an algorithm that is not supported',
};

const nameless: Check = {
  id: 'recipient',
  outcome: 'unknown',
  code: 'check.recipient.none',
  detail: 'There is no identifier of the type name',
};
