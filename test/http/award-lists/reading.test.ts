/** A list of badges as spreadsheets save it, and what is wrong in it: by line and column (docs/adr/0050). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CHECK,
  HEADS,
  handIn,
  handInFile,
  lineOf,
  SENTENCE,
  sheet,
} from '../../support/badges/sheets.ts';
import { awardTo } from '../../support/scene.ts';
import { fold } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';

let world: World;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());

/** Of each line: its number, and what is said of each column. */
const faultsOf = ({ $ }: Page) =>
  $('section ul.ruled > li')
    .get()
    .map((one) => [
      fold($(one).find('b').first().text()),
      ...$(one)
        .find('dl > div')
        .get()
        .map(
          (fault) => `${fold($(fault).find('dt').text())} : ${fold($(fault).find('dd').text())}`,
        ),
    ]);

const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

const READY = '2 badges sont prêts, pour 2 personnes et une expérience.';

describe('reads', () => {
  const semicolons = [
    'Titre du tableau;;;;',
    ';;;;',
    'PHRASE;Prénom;Nom;niveau;Badges;Jour;titre;Type;Autre',
    `« ${SENTENCE} »;Awa;Diallo;En autonomie;je travaille EN EQUIPE;2026-10-12;Buffet de la fête;prestation;x`,
    '',
    `"A dit : ""merci"",\nà tout le monde.";Bruno;Martin;2/4;travailler-en-equipe;12 octobre 2026;BUFFET DE LA FETE;;`,
  ].join('\r\n');

  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(semicolons)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${semicolons}`)],
    ['UTF-16', Buffer.from(`\ufeff${semicolons}`, 'utf16le')],
    [
      'Windows-1252',
      Buffer.from(semicolons.replaceAll('« ', '\xab').replaceAll(' »', '\xbb'), 'latin1'),
    ],
    ['tabs', Buffer.from(semicolons.replaceAll(';', '\t'))],
  ])('columns by their heads, in any order, as %s', async (_, bytes) => {
    const page = await handInFile(nadia, bytesOf(bytes));
    expect(page.text).toContain(READY);
    expect(page.text).toContain('Ces colonnes sont laissées de côté : Autre');
  });

  it('what is pasted, with commas in its sentences, and the badges of an English page', async () => {
    const line = lineOf('Diallo AWA', { badge: 'I work in a team', level: 'Sans aide' });
    const text = sheet([line, lineOf('bruno martin', { kind: '', date: '12.10.26', level: '4' })]);
    expect((await handIn(nadia, text)).text).toContain(READY);
  });

  it('the model that it gives, once its line is written over', async () => {
    const { html, headers } = await nadia.send('/badges-par-liste/modele.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head = '', example = ''] = html.replace('\ufeff', '').split('\r\n');
    expect(head.split(';')).toHaveLength(10);
    const filled = example.replace('Prénom Nom', 'Awa Diallo');
    expect((await handIn(nadia, `${head}\n${filled}`)).heading).toBe('La liste est juste');
    const untouched = await handIn(nadia, `${head}\n${example}`);
    expect(faultsOf(untouched)).toEqual([
      ['Ligne 2 : Prénom Nom', expect.stringContaining('Personne :')],
    ]);
  });
});

describe('refuses as a whole, and keeps what was pasted', () => {
  it.each([
    ['nothing', '', 'Collez une liste, ou choisissez un fichier.'],
    [
      'no heads',
      lineOf('Awa Diallo').join('\t'),
      'La première ligne doit dire le nom des colonnes',
    ],
    ['heads alone', sheet([]), 'Sous le nom des colonnes, il n’y a rien.'],
    [
      'heads that are missing',
      sheet([lineOf('Awa Diallo')], [...HEADS.slice(0, 4), 'x', 'Niveau', 'y']),
      'Il manque des colonnes : Badge et Phrase.',
    ],
    [
      '1,001 lines',
      sheet(Array.from({ length: 1_001 }, () => lineOf('Awa Diallo'))),
      'Il y a plus de 1000 lignes.',
    ],
    [
      'a quote that nothing closes',
      `${sheet([])}\n"12/10/2026`,
      'Nous n’avons pas pu lire ce tableau.',
    ],
  ])('%s', async (_, lines, words) => {
    const page = await handIn(nadia, lines);
    expect(page.status).toBe(422);
    expect(fold(page.$('#lines-error').text())).toContain(words);
    expect(page.$('#lines').text().trim()).toBe(lines.trim());
  });

  it('an image, an empty file, a megabyte and one byte', async () => {
    const image = await handInFile(
      nadia,
      bytesOf(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1')),
    );
    expect([image.status, image.text]).toEqual([422, expect.stringContaining('pas pu lire')]);
    const empty = await handInFile(nadia, new Uint8Array());
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('fichier est vide')]);
    const large = await handInFile(nadia, new Uint8Array(1_048_577).fill(97));
    expect([large.status, large.text]).toEqual([413, expect.stringContaining('trop lourde')]);
    const pasted = await nadia.press(await nadia.get('/badges-par-liste'), CHECK, {
      lines: 'a'.repeat(1_048_577),
    });
    expect(pasted.status).toBe(413);
  });
});

describe('says what is wrong, where a spreadsheet has it', () => {
  it('a day to come: nobody has seen it', async () => {
    const page = await handIn(nadia, sheet([lineOf('Awa Diallo', { date: '2030-01-01' })]));
    expect(faultsOf(page)).toEqual([
      ['Ligne 2 : Awa Diallo', 'Date : Ce jour n’est pas encore venu. Écrit : 2030-01-01'],
    ]);
  });

  it('column by column; empty rows count, and lines within a cell do not', async () => {
    const twoLines = '"Un titre\nde deux lignes"';
    const text = sheet([
      lineOf('Awa Diallo', { title: twoLines }),
      [],
      lineOf('Awa Dialo', { date: '31/02/2026', level: '5', badge: 'Je cours' }),
      lineOf('Nadia Roche', { level: '', kind: 'Fête' }),
      lineOf('', { sentence: 'Bravo.', title: '' }),
      lineOf('Omar Haddad', { sentence: 'Bruno l’a vu servir les plats.', title: 'Chez Awa' }),
      lineOf('Bruno Martin', { badge: 'Je fixe mon cap', level: '', sentence: '' }),
      lineOf('Bruno Martin', { badge: 'Je transmets un savoir-faire', level: '2', date: '' }),
    ]);
    const page = await handIn(nadia, text);
    expect(page.heading).toBe('6 lignes à corriger');
    const found = faultsOf(page);
    expect(found.map(([line]) => line)).toEqual([
      ...['Ligne 4 : Awa Dialo', 'Ligne 5 : Nadia Roche', 'Ligne 6'],
      ...['Ligne 7 : Omar Haddad', 'Ligne 8 : Bruno Martin', 'Ligne 9 : Bruno Martin'],
    ]);
    const words = found.map(([, ...faults]) =>
      faults.map((one) => one.replace(/^(\S+ : [^.]*\.).*/, '$1')),
    );
    expect(words).toEqual([
      [
        'Date : Ce n’est pas un jour que nous savons lire.',
        'Personne : Personne ne porte ce nom.',
        'Badge : Ce badge n’existe pas ici.',
      ],
      [
        'Genre : Ce genre n’existe pas.',
        'Personne : Aucun coopérant et aucune coopérante ne porte ce nom aujourd’hui.',
        'Niveau : Ce badge a un niveau.',
      ],
      [
        'Expérience : Écrivez le titre de l’expérience.',
        'Personne : Écrivez le nom de la personne.',
        'Phrase : Cette phrase est trop courte.',
      ],
      [
        expect.stringContaining('Expérience : '),
        'Personne : Aucun coopérant et aucune coopérante ne porte ce nom aujourd’hui.',
        expect.stringContaining('Phrase : '),
      ],
      [
        'Badge : Ce badge se remet seulement à la demande de la personne, depuis l’expérience.',
        'Phrase : Écrivez une phrase : ce que vous avez vu.',
      ],
      [expect.stringContaining('Date : '), 'Niveau : Ce badge n’a pas de niveau.'],
    ]);
    // The name that is near is proposed, and never taken.
    expect(found[0]?.[2]).toContain('Est-ce Awa Diallo ?');
    const mending = await nadia.click(page, 'Corriger la liste');
    expect((await nadia.press(mending, CHECK)).heading).toBe('6 lignes à corriger');
    const again = faultsOf(await nadia.press(mending, CHECK));
    expect(again.map(([line]) => line)).toEqual(found.map(([line]) => line));
  });

  it('twenty a page, and all of it as CSV, in which nothing is computed', async () => {
    const lines = Array.from({ length: 45 }, () =>
      lineOf('=CMD|x', { title: '@SUM(1)', kind: '-1' }),
    );
    const page = await handIn(nadia, sheet(lines));
    expect(faultsOf(page)).toHaveLength(20);
    const second = await nadia.click(page, 'Page suivante');
    expect(faultsOf(second)[0]?.[0]).toBe('Ligne 22 : =CMD|x');
    const { html } = await nadia.send(`${page.path}/erreurs.csv`);
    const rows = html.replace('\ufeff', '').trimEnd().split('\r\n');
    expect(rows[0]).toBe('Ligne;Colonne;Ce qui est écrit;À corriger');
    expect(rows).toHaveLength(136);
    expect(rows[1]).toMatch(/^2;Expérience;"'@SUM\(1\)";/);
    expect(rows[2]).toMatch(/^2;Genre;"'-1";/);
    expect(rows[3]).toMatch(/^2;Personne;"'=CMD\|x";/);
  });

  it('of two people with one name, which one is said by their page or their e-mail', async () => {
    const { hautsPres: kpa } = world;
    const one = await world.add(kpa, 'Lucie Blanc', 'cooperant');
    const other = await world.add(kpa, 'Blanc Lucie', 'cooperant');
    const doubt = await handIn(nadia, sheet([lineOf('Lucie Blanc')]));
    expect(faultsOf(doubt)[0]?.[1]).toContain('2 personnes s’appellent');
    const heads = [...HEADS, 'Fiche'];
    const said = (record: string) => [...lineOf('Lucie Blanc'), record];
    const right = sheet(
      [said(`https://badges.example/personnes/${one.id}`), said(other.email ?? '')],
      heads,
    );
    expect((await handIn(nadia, right)).text).toContain(READY);
    const wrong = await handIn(nadia, sheet([said(`/personnes/${world.awa.id}`)], heads));
    expect(faultsOf(wrong)[0]?.[1]).toContain('Fiche : Cette fiche ne va pas avec ce nom.');
  });

  it('nobody gives a badge to themselves, and who left is nobody of today', async () => {
    const { hautsPres: kpa } = world;
    const both = await world.add(kpa, 'Zoé Petit', 'accompagnant', 'cooperant');
    const zoe = await world.signIn(both);
    const own = await handIn(zoe, sheet([lineOf('Zoé Petit')]));
    expect(faultsOf(own)[0]?.[1]).toContain('C’est vous.');
    expect((await handIn(nadia, sheet([lineOf('Zoé Petit')]))).heading).toBe('La liste est juste');
    const gone = await world.add(kpa, 'Ugo Bel', 'cooperant');
    await world.services.store
      .people(kpa.id)
      .update(gone.id, (now) => ({ ...now, leftOn: '2026-10-01' }));
    expect((await handIn(nadia, sheet([lineOf('Ugo Bel')]))).heading).toBe('Une ligne à corriger');
  });

  it('lines of one experience agree: place, task, kind; none says the same twice', async () => {
    const heads = [...HEADS, 'Lieu', 'Tâche'];
    const at = (person: string, place: string, task: string, level = '2') => [
      ...lineOf(person, { title: 'Repas du midi', level }),
      ...[place, task],
    ];
    const page = await handIn(
      nadia,
      sheet(
        [
          at('Awa Diallo', 'Salle bleue', 'service'),
          at('Bruno Martin', 'Salle rouge', ''),
          at('Awa Diallo', '', 'plonge', '3'),
          at('Awa Diallo', '', ''),
        ],
        heads,
      ),
    );
    expect(faultsOf(page)).toEqual([
      ['Ligne 3 : Bruno Martin', expect.stringContaining('Un autre lieu est écrit')],
      ['Ligne 4 : Awa Diallo', expect.stringContaining('Une autre tâche est écrite')],
      ['Ligne 5 : Awa Diallo', expect.stringContaining('La ligne 2 donne déjà ce badge')],
    ]);
    const kinds = await handIn(
      nadia,
      sheet([
        lineOf('Awa Diallo', { title: 'Midi' }),
        lineOf('Awa Diallo', { title: 'Midi', kind: 'Formation' }),
        lineOf('Bruno Martin', { title: 'Midi', kind: '' }),
        lineOf('Bruno Martin', { title: 'Soir', kind: '' }),
      ]),
    );
    expect(faultsOf(kinds).map(([line, kind = '']) => [line, kind.slice(0, 30)])).toEqual([
      ['Ligne 4 : Bruno Martin', 'Genre : Ce jour-là, plusieurs '],
      ['Ligne 5 : Bruno Martin', 'Genre : Écrivez le genre : pre'],
    ]);
  });

  it('a badge that somebody has for this work already is left aside, and stops nothing', async () => {
    const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
    const values = {
      title: 'Vente de pain',
      kind: 'prestation',
      date: '2026-10-11',
      place: undefined,
    } as const;
    const experience = await recordExperience(world.services, {
      values: { ...values, people: [holder.id] },
      ...{ participants: [holder], by: staff },
    });
    await awardTo(world, {
      kpa,
      staff,
      holder,
      experience,
      badge: 'travailler-en-equipe',
      level: 2,
    });
    const said = { title: 'VENTE de pain', date: '11/10/2026', kind: '' };
    const page = await handIn(nadia, sheet([lineOf(holder.name, said), lineOf(bruno.name, said)]));
    expect(page.heading).toBe('La liste est juste');
    expect(page.text).toContain('Une ligne est déjà un badge : elle est laissée de côté.');
    expect(page.text).toContain('Un badge est prêt, pour une personne et une expérience.');
  });
});
