import { describe, expect, it } from 'vitest';
import {
  buildCredential,
  type CredentialInput,
} from '../../../src/credentials/write/build-credential.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { fullCredential, fullInput, signed } from '../support/issuer.ts';
import { pathsOf, valueAt } from '../support/faults/mutations.ts';
import { faultsBySchema } from '../support/others/official-schemas.ts';
import { hasShared, skipReason } from '../support/others/shared.ts';

/** Only what a credential must have. */
const smallInput: CredentialInput = {
  id: fullInput.id,
  issuer: fullInput.issuer,
  validFrom: fullInput.validFrom,
  recipient: fullInput.recipient,
  achievement: {
    id: 'https://badges.example/badges/preparer-une-salle/1',
    name: 'Je prépare une salle',
    description: 'Préparer une salle pour une réunion.',
    criteria: { narrative: 'La salle est prête à l’heure.' },
    image: { id: 'https://badges.example/badges/preparer-une-salle/1.svg' },
    achievementType: 'Achievement',
    inLanguage: 'en',
    version: '1',
  },
  status: fullInput.status,
};

describe('buildCredential', () => {
  it('writes the parts of Open Badges where they belong', () => {
    const { achievement, ...subject } = fullCredential.credentialSubject;
    const rubric = `${achievement.id}#rubric`;
    expect(fullCredential).toMatchObject({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
        'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      ],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: achievement.name,
      credentialStatus: { type: 'BitstringStatusListEntry', statusListIndex: '40321' },
      refreshService: { id: fullInput.refresh, type: '1EdTechCredentialRefresh' },
      evidence: [{ type: ['Evidence'], digestSRI: fullInput.evidence?.[0]?.digestSRI }],
    });
    expect(subject).toMatchObject({
      identifier: [{ type: 'IdentityObject', hashed: true, identityType: 'name' }],
      result: [{ resultDescription: rubric, achievedLevel: `${achievement.id}#level-3` }],
    });
    expect(achievement.resultDescription?.[0]).toMatchObject({
      id: rubric,
      resultType: 'RubricCriterionLevel',
    });
    expect(achievement.resultDescription?.[0].rubricCriterionLevel).toHaveLength(4);
    expect(achievement.alignment?.map(Object.keys)).not.toContain('targetType');
  });

  it('leaves out what is not there', () => {
    const credential = buildCredential({
      ...smallInput,
      evidence: [],
      achievement: { ...smallInput.achievement, alignments: [], tags: [] },
    });
    expect(credential).toEqual(buildCredential(smallInput));
    const { credentialSubject: subject } = credential;
    expect(Object.keys(credential)).not.toContain('evidence');
    expect(Object.keys(subject)).toEqual(['id', 'type', 'identifier', 'achievement']);
    expect(subject.achievement.inLanguage).toBe('en');
  });

  it('describes the issuer once, even if it made the badge class', () => {
    const { issuer: creator } = fullInput;
    const { achievement } = buildCredential({
      ...fullInput,
      achievement: { ...fullInput.achievement, creator },
    }).credentialSubject;
    expect(achievement.creator).toEqual({ id: creator.id, type: ['Profile'] });
  });

  it.each([fullCredential, buildCredential(smallInput)])(
    'has no null and nothing empty',
    (built) => {
      const values = pathsOf(built).map((path) => valueAt(built, path));
      const isEmpty = (value: unknown) =>
        value === null ||
        value === undefined ||
        value === '' ||
        (Array.isArray(value) && value.length === 0) ||
        (isObject(value) && Object.keys(value).length === 0);
      expect(values.length).toBeGreaterThan(30);
      expect(values.filter(isEmpty)).toEqual([]);
    },
  );

  it.skipIf(!hasShared).each([
    ['all we can say', fullCredential],
    ['the least we say', buildCredential(smallInput)],
    ['a signed badge', signed],
  ])(`fits the official JSON Schema: %s${skipReason}`, (_name, credential) => {
    expect(faultsBySchema('achievement', credential)).toBeNull();
  });

  it.each<[string, RegExp, CredentialInput]>([
    ['a day for an instant', /validFrom/, { ...fullInput, validFrom: '2026-10-14' }],
    ['an instant without zone', /validUntil/, { ...fullInput, validUntil: '2026-10-14T09:30:00' }],
    ['an id that is no URI', /^id:/, { ...fullInput, id: 'badge 1' }],
    ['an empty narrative', /narrative/, { ...fullInput, narrative: '' }],
    [
      'empty criteria',
      /achievement\.criteria/,
      { ...smallInput, achievement: { ...smallInput.achievement, criteria: { narrative: '' } } },
    ],
    [
      'a level of no rubric',
      /achievedLevel/,
      { ...smallInput, achievedLevel: 'https://a.example#1' },
    ],
    ['a level of another rubric', /achievedLevel/, { ...fullInput, achievedLevel: 'urn:level:3' }],
    ['a negative index', /status\.index/, { ...fullInput, status: { list: 'urn:a', index: -1 } }],
    ['half an index', /status\.index/, { ...fullInput, status: { list: 'urn:a', index: 0.5 } }],
  ])('refuses %s, and says where', (_name, where, input) => {
    expect(() => buildCredential(input)).toThrow(
      expect.objectContaining({ code: 'INVALID_CREDENTIAL' }),
    );
    expect(() => buildCredential(input)).toThrow(where);
  });

  it('needs a level when there is a rubric', () => {
    const { achievedLevel, ...input } = fullInput;
    expect(achievedLevel).toBeDefined();
    expect(() => buildCredential(input)).toThrow(/achievedLevel/);
  });
});
