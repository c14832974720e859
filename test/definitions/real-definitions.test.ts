import { describe, expect, it } from 'vitest';
import { type BadgeClass, loadDefinitions } from '../../src/definitions/definitions.ts';
import { REAL } from './copied-definitions.ts';

const definitions = await loadDefinitions(REAL);
const { badgeClasses, objectives, levels, frameworks } = definitions;

describe('the badge definitions of the network', () => {
  it('are of seven objectives, with one rubric', () => {
    expect(objectives.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(badgeClasses.map(({ objective }) => objective))).toEqual(new Set(objectives));
    expect(levels.map(({ code, name }) => [code, name])).toEqual([
      [1, 'Avec appui'],
      [2, 'En autonomie'],
      [3, 'En autonomie, même quand ça change'],
      [4, 'Je transmets'],
    ]);
  });

  it('resolve what a badge class refers to', () => {
    const badge = definitions.findBadgeClass('travailler-en-equipe');
    expect(badge).toBe(definitions.findBadgeClass('travailler-en-equipe', 1));
    expect(badge).toMatchObject({
      version: 1,
      published: '2026-11-23',
      kind: 'competence',
      leveled: true,
      sensitive: false,
      objective: { number: 2, title: 'Apprendre à travailler en équipe' },
      art: { variant: 'trio' },
    });
    expect(badge?.levels).toEqual(levels);
    expect(badge?.alignments.slice(0, 2)).toEqual([
      {
        framework: 'esco',
        frameworkName: 'ESCO',
        id: '60c78287',
        uri: 'http://data.europa.eu/esco/skill/60c78287-22eb-4103-9c8c-28deaa460da0',
        labelFr: 'travailler en équipe',
        labelEn: 'work in teams',
        label: 'travailler en équipe',
        language: 'fr',
        official: true,
      },
      {
        framework: 'rome-4-0',
        frameworkName: 'ROME 4.0',
        id: '300465',
        code: '300465',
        labelFr: 'Avoir l’esprit d’équipe',
        label: 'Avoir l’esprit d’équipe',
        language: 'fr',
        official: true,
      },
    ]);
  });

  it('find nothing of an unknown slug, version, framework or competence', () => {
    expect(definitions.findBadgeClass('etre-motive')).toBeUndefined();
    expect(definitions.findBadgeClass('travailler-en-equipe', 2)).toBeUndefined();
    expect(definitions.findFramework('onisep')).toBeUndefined();
    expect(definitions.findCompetence('esco', '300465')).toBeUndefined();
    expect(definitions.findCompetence('rome-4-0', '300465')?.frameworkName).toBe('ROME 4.0');
  });

  it('mark a French label as official only when it is the publisher’s', () => {
    const official = (framework: string, id: string) =>
      definitions.findCompetence(framework, id)?.official;
    expect(official('esco', 'adc6dc11')).toBe(false);
    expect(official('lifecomp', 'P2')).toBe(false);
    expect(official('rome-4-0', '300501')).toBe(true);
    const entrecomp = definitions.findFramework('entrecomp')?.competences ?? [];
    expect(entrecomp.filter((one) => one.official)).toEqual([]);
  });

  it('give each identifier of ESCO the address it begins', () => {
    const esco = definitions.findFramework('esco')?.competences ?? [];
    const astray = esco.filter(({ id, uri }) => !uri?.includes(`/esco/skill/${id}-`));
    expect(astray).toEqual([]);
  });

  it('keep objective 6 private, without evidence, and only it', () => {
    const sensitive = badgeClasses.filter((badge) => badge.sensitive);
    expect(sensitive).toEqual(badgeClasses.filter(({ objective }) => objective.number === 6));
    expect(sensitive.flatMap(({ evidence }) => evidence)).toEqual([]);
  });
});

describe('the English of the badge definitions', () => {
  const english = definitions.in('en');
  const texts = english.badgeClasses.map((badge) => ({ ...textOf(badge), levels: badge.levels }));

  it('is whole: the same classes, in the same order, with as much to say', () => {
    const shape = (badge: BadgeClass) => ({
      ...{ slug: badge.slug, kind: badge.kind, objective: badge.objective.number },
      ...{ criteria: badge.criteria.length, evidence: badge.evidence.length },
      ...{ levels: badge.levels.length, thirdParties: badge.thirdParties !== undefined },
    });
    expect(english.badgeClasses.map(shape)).toEqual(badgeClasses.map(shape));
    const all = [...english.badgeClasses, ...english.objectives, ...english.frameworks];
    expect(new Set(all.map(({ language }) => language))).toEqual(new Set(['en']));
    expect(english.in('fr')).toBe(definitions);
    expect(english.in('en')).toBe(english);
  });

  it('speaks in the first person, and in the third to employers', () => {
    const first = (text: string) => hasWord(text, ['i', 'my', 'we']);
    const astray = english.badgeClasses.filter(
      ({ name, description, employerSentence }) =>
        !name.startsWith('I ') ||
        !first(description) ||
        first(employerSentence) ||
        hasWord(employerSentence, ['he', 'she', 'his', 'her']),
    );
    expect(astray.map(({ slug }) => slug)).toEqual([]);
  });

  it('has typographic quotes, and describes the form of each image', () => {
    expect(JSON.stringify(texts).match(/.{0,20}(?:'|\\"|[«»]).{0,20}/u)).toBeNull();
    const forms = {
      competence: 'Square badge: ',
      realisation: 'Round badge: ',
      apprentissage: 'Arch-shaped badge: ',
      engagement: 'Leaf-shaped badge: ',
    };
    expect(english.badgeClasses.filter(({ kind, alt }) => !alt.startsWith(forms[kind]))).toEqual(
      [],
    );
  });

  it('takes the publisher’s label, and where there is none the French one, which says so', () => {
    const label = (framework: string, id: string) => {
      const { label: text, language } = english.findCompetence(framework, id) ?? {};
      return [text, language];
    };
    expect(label('esco', '60c78287')).toEqual(['work in teams', 'en']);
    expect(label('rome-4-0', '300465')).toEqual(['Avoir l’esprit d’équipe', 'fr']);
  });
});

describe('a third language', () => {
  const translate = (lacking?: string) => (code: string, french: string) =>
    code === 'de' && french !== lacking ? `DE ${french}` : undefined;
  const TEAM = 'travailler-en-equipe';

  it('is taken from a catalogue whose keys are French texts', async () => {
    const german = (await loadDefinitions(REAL, translate())).in('de');
    expect(german.findBadgeClass(TEAM)).toMatchObject({
      language: 'de',
      name: 'DE Je travaille en équipe',
      levels: [{ name: 'DE Avec appui' }, {}, {}, {}],
      objective: { short: 'DE Travailler en équipe' },
    });
  });

  it('stays French where a text is lacking: a badge class speaks one language', async () => {
    const german = (await loadDefinitions(REAL, translate('Je travaille en équipe'))).in('de');
    expect(german.findBadgeClass(TEAM)).toEqual({
      ...definitions.findBadgeClass(TEAM),
      objective: german.objectives[1],
      alignments: german.findBadgeClass(TEAM)?.alignments,
    });
    expect(german.findBadgeClass('transmettre')?.language).toBe('de');
  });

  it('has French levels, and with them French competences, where the rubric is not whole', async () => {
    const german = (await loadDefinitions(REAL, translate('Je transmets'))).in('de');
    const astray = german.badgeClasses.filter(
      ({ leveled, language, levels: own }) =>
        language !== (leveled ? 'fr' : 'de') || own.some(({ name }) => name.startsWith('DE')),
    );
    expect(astray.map(({ slug }) => slug)).toEqual([]);
  });

  it('is French in all where nobody has translated anything', () => {
    expect(definitions.in('nl').badgeClasses).toEqual(badgeClasses);
  });
});

describe('the French of the badge definitions', () => {
  const everyClass = (check: (badge: BadgeClass) => boolean) =>
    badgeClasses.filter((badge) => !check(badge)).map(({ slug }) => slug);

  it('has French apostrophes and no-break spaces everywhere', () => {
    const all = JSON.stringify([badgeClasses, objectives, levels, frameworks]);
    expect(all.match(/.{0,20}'.{0,20}/u)).toBeNull();
    expect(all.match(/.{0,20}(?: [:;!?»]|« ).{0,20}/u)).toBeNull();
  });

  it('speaks in the first person in names, descriptions and criteria', () => {
    const first = (text: string) => hasWord(text, ['je', 'j', 'mon', 'ma', 'mes', 'nous']);
    expect(everyClass(({ name }) => /^J(?:e |’)/u.test(name))).toEqual([]);
    expect(everyClass(({ description }) => first(description))).toEqual([]);
    expect(everyClass(({ employerSentence }) => !first(employerSentence))).toEqual([]);
  });

  it('has no middle dot and no pronoun of gender', () => {
    expect(everyClass((badge) => !JSON.stringify(textOf(badge)).includes('·'))).toEqual([]);
    expect(
      everyClass(({ employerSentence }) => !hasWord(employerSentence, ['il', 'elle'])),
    ).toEqual([]);
  });

  it('names no difficulty, no district and no status', () => {
    const stigma =
      /chôm|quartier|freins?\b|difficult|insertion|absence|handicap|santé|dette|prison|allocat|motivé/iu;
    expect(everyClass((badge) => !stigma.test(JSON.stringify(textOf(badge))))).toEqual([]);
  });

  it('describes the form of each image', () => {
    const forms = {
      competence: 'Badge carré',
      realisation: 'Badge rond',
      apprentissage: 'Badge en forme d’arche',
      engagement: 'Badge en forme de feuille',
    };
    expect(everyClass(({ kind, alt }) => alt.startsWith(forms[kind]))).toEqual([]);
  });
});

function hasWord(text: string, words: readonly string[]): boolean {
  return text
    .toLocaleLowerCase('fr')
    .split(/[^\p{L}]+/u)
    .some((word) => words.includes(word));
}

/** What is ours: the wording of objectives and frameworks belongs to others. */
function textOf(badge: BadgeClass) {
  return { ...badge, objective: undefined, alignments: undefined, levels: undefined };
}
