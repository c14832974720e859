/** People are added one after the other, pasted, or from a file: read again first, and added once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { fold } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let leila: TestVisitor;

beforeAll(async () => {
  world = await createWorld();
  leila = await world.signIn(await world.add(world.hautsPres, 'Leïla Haddad', 'manager'));
});
beforeEach(async () => {
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());

const READ = 'Relire la liste';
const people = () =>
  world.services.store.people(world.hautsPres.id).all({ index: 'byName' }).toArray();
const named = async (name: string): Promise<readonly Person[]> =>
  (await people()).filter((one) => one.name === name);

async function paste(lines: string, by = nadia): Promise<Page> {
  return by.press(await by.get('/personnes/ajouter'), READ, { lines });
}

async function send(content: string | Uint8Array<ArrayBuffer>, by = nadia): Promise<Page> {
  const file = new File([content], 'liste.csv');
  return by.press(await by.get('/personnes/ajouter'), READ, {}, file);
}

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const linesOf = ({ $ }: Page, heading: string) =>
  $('h2')
    .filter((_, one) => fold($(one).text()) === heading)
    .closest('section')
    .find('li')
    .toArray()
    .map((one) => fold($(one).text()));
const REFUSED = 'Ces lignes ne peuvent pas être ajoutées';

describe('one by one', () => {
  const ROLE = { roles: 'cooperant' };

  it('the next form says who was added', async () => {
    const form = await nadia.get('/personnes/nouvelle');
    const next = await nadia.press(form, 'Ajouter et continuer', { ...ROLE, name: 'Lucie Blanc' });
    expect(next.heading).toBe('Ajouter une personne');
    expect(next.text).toContain('Lucie Blanc est dans la liste.');
    expect(next.$('#name').attr('value')).toBe('');
    expect((await nadia.click(next, 'Voir sa page')).heading).toBe('Lucie Blanc');
  });

  it.each(['DIALO Awa', 'Awa Diallo', 'Ava Diallo', 'Awa  DIALLO'])(
    'who looks like somebody is asked about, and added by an answer alone: %s',
    async (name) => {
      const before = (await people()).length;
      const form = await nadia.get('/personnes/nouvelle');
      const asked = await nadia.press(form, 'Ajouter', { ...ROLE, name });
      expect([asked.status, (await people()).length]).toEqual([409, before]);
      expect(asked.text).toContain(
        'Ressemble à Awa Diallo, dans le KPA depuis le 14 octobre 2026.',
      );
      expect(asked.$('[name=another][checked]')).toHaveLength(0);
      expect(asked.$('#name').attr('value')).toBe(name);
    },
  );

  it('is another person once somebody says so, added once', async () => {
    const form = await nadia.get('/personnes/nouvelle');
    const asked = await nadia.press(form, 'Ajouter', { ...ROLE, name: 'Awa Dialla' });
    const added = await nadia.press(asked, 'Ajouter', { ...ROLE, another: 'yes' });
    expect([added.status, added.heading]).toEqual([200, 'Awa Dialla']);
    await nadia.press(asked, 'Ajouter', { ...ROLE, another: 'yes' });
    expect(await named('Awa Dialla')).toHaveLength(1);
  });

  it.each(['=HYPERLINK("x")', '+33 6', '12345', '@awa'])('%s is no name', async (name) => {
    const form = await nadia.get('/personnes/nouvelle');
    const refused = await nadia.press(form, 'Ajouter', { ...ROLE, name });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Cela ne ressemble pas à un nom.');
  });
});

describe('a list that is pasted', () => {
  it('is read again, and added once, however often it is sent', async () => {
    const list = await paste(
      'Rosa Lopez\nSamir Amar, samir@boite.example\n\nمريم حداد\nTom Vidal <Tom@Boite.example>',
    );
    expect(list.heading).toBe(READ);
    expect(list.text).toContain('4 personnes à ajouter. Personne n’est encore ajouté.');
    expect(linesOf(list, 'À ajouter')).toEqual([
      'Ligne 1 : Rosa Lopez',
      'Ligne 2 : Samir Amarsamir@boite.example',
      'Ligne 4 : مريم حداد',
      'Ligne 5 : Tom Vidaltom@boite.example',
    ]);
    expect(await named('Rosa Lopez')).toEqual([]);
    const done = await nadia.press(list, 'Ajouter les 4 personnes');
    expect(done.heading).toBe('4 personnes ajoutées');
    expect((await nadia.press(list, 'Ajouter les 4 personnes')).heading).toBe(
      '4 personnes ajoutées',
    );
    expect(await named('Rosa Lopez')).toHaveLength(1);
    expect((await named('Tom Vidal'))[0]).toMatchObject({
      ...{ email: 'tom@boite.example', roles: ['cooperant'] },
    });
    const entries = await world.services.store
      .registerEntries(world.hautsPres.id)
      .all({ index: 'byTime' })
      .toArray();
    const [rosa] = await named('Rosa Lopez');
    const noted = entries.filter(({ about }) => about === rosa?.id);
    expect(noted.map(({ act, by }) => [act, by])).toEqual([['person-added', world.nadia.id]]);
  });

  it('cleans names of what nobody sees, and says which lines are none', async () => {
    const list = await paste(
      'Zo\u200bé\u00a0 Marchand\n\u200b\u200b, x@y.example\n---\nLéa Vit, lea@',
    );
    expect(linesOf(list, 'À ajouter')).toEqual(['Ligne 1 : Zoé Marchand']);
    expect(linesOf(list, REFUSED)).toEqual([
      expect.stringContaining('Cela ne ressemble pas à un nom.'),
      'Ligne 3 : ---Cela ne ressemble pas à un nom. Écrivez le nom de la personne.',
      expect.stringContaining('Cette adresse e-mail n’est pas complète.'),
    ]);
  });

  it.each([
    ['', 'Collez une liste, ou choisissez un fichier.'],
    [' \n \n', 'Collez une liste, ou choisissez un fichier.'],
    ['Prénom;Nom', 'Il n’y a personne dans cette liste.'],
    ['Lou Un\n'.repeat(201), 'Il y a plus de 200 lignes.'],
  ])('that cannot be one is kept, with a sentence: %#', async (lines, sentence) => {
    const refused = await paste(lines);
    expect([refused.status, refused.heading]).toEqual([422, 'Ajouter des personnes']);
    expect(refused.text).toContain(sentence);
    expect(refused.$('textarea').text().trim()).toBe(lines.trim());
  });
});

describe('who looks like somebody', () => {
  it('is a choice, none made beforehand', async () => {
    const list = await paste(
      'Martin BRUNO\nNina Neuve\nNeuve Nina\nAutre Nom, awa@hauts-pres.example\nPaul Seul, paul@a.example\nPaula Deux, paul@a.example',
    );
    expect(list.$('input[type=radio]')).toHaveLength(8);
    expect(list.$('input[checked]')).toHaveLength(0);
    expect(list.text).toContain('Ressemble à Bruno Martin, dans le KPA depuis le 14 octobre 2026.');
    expect(list.text).toContain('Ressemble à la ligne 2.');
    expect(list.text).toContain('L’e-mail est déjà celui d’Awa Diallo.');
    expect(list.text).toContain('L’e-mail est aussi celui de la ligne 5.');
    const before = (await people()).length;
    const refused = await nadia.press(list, 'Ajouter ces personnes', { 'line-1': 'leave' });
    expect([refused.status, (await people()).length]).toEqual([422, before]);
    expect(refused.text).toContain('Choisissez pour la ligne 3.');
    expect(refused.$('[name=line-1][checked]').attr('value')).toBe('leave');
    const done = await nadia.press(refused, 'Ajouter ces personnes', {
      ...{ 'line-1': 'leave', 'line-3': 'leave', 'line-4': 'add', 'line-6': 'add' },
    });
    expect(done.heading).toBe('4 personnes ajoutées');
    expect(done.text).toContain('2 lignes laissées de côté.');
    expect(await named('Martin BRUNO')).toEqual([]);
    // One address is one person’s.
    expect((await named('Autre Nom'))[0]?.email).toBeUndefined();
    expect((await named('Paula Deux'))[0]?.email).toBeUndefined();
  });

  it('and who came since is told by the line: two colleagues had pasted the same', async () => {
    const lines = 'Yvon Presse\nZélie Presse';
    const mine = await paste(lines);
    const form = await leila.get('/personnes/ajouter');
    const theirs = await leila.press(form, READ, { lines: `${lines}\nMona Noir` });
    await leila.press(theirs, 'Ajouter les 3 personnes');
    const done = await nadia.press(mine, 'Ajouter les 2 personnes');
    expect(done.heading).toBe('Rien n’est ajouté');
    expect(done.text).toContain('Ligne 1 : Yvon Presse');
    expect(done.text).toContain('Cette ligne ressemble à Yvon Presse');
    expect(
      [await named('Yvon Presse'), await named('Zélie Presse')].map(({ length }) => length),
    ).toEqual([1, 1]);
    // Sent again, it is the same.
    const again = await leila.press(theirs, 'Ajouter les 3 personnes');
    expect(again.heading).toBe('3 personnes ajoutées');
    expect(await named('Yvon Presse')).toHaveLength(1);
  });

  it('and whose address was given to another meanwhile is told, and nobody else lost', async () => {
    const list = await paste('Yann Tard, yann@a.example\nZoé Tard');
    await world.services.store.people(world.hautsPres.id).update(world.bruno.id, (now) => ({
      ...{ ...now, email: 'yann@a.example' },
    }));
    const done = await nadia.press(list, 'Ajouter les 2 personnes');
    expect(done.heading).toBe('Une personne ajoutée');
    expect(done.text).toContain('Ligne 1 : Yann Tard');
    expect(done.text).toContain('L’e-mail est maintenant celui de Bruno Martin.');
  });
});

describe('a first name alone', () => {
  it('is asked about beside whoever is called so, in either order, and by hand too', async () => {
    await world.add(world.hautsPres, 'Ondine Lambert', 'cooperant');
    await world.add(world.hautsPres, 'Solal', 'cooperant');
    const list = await paste('Ondine Grand\nOndine\nSolal Petit\nMarine\nMarine Bleue');
    expect(linesOf(list, 'À ajouter')).toEqual(['Ligne 1 : Ondine Grand', 'Ligne 4 : Marine']);
    const asked = list.$('fieldset.choices-field').text();
    expect(asked).toContain('Ressemble à Ondine Lambert');
    expect(asked).toContain('Ressemble à Solal');
    expect(asked).toContain('Ressemble à la ligne 4.');
    const form = await nadia.get('/personnes/nouvelle');
    const one = await nadia.press(form, /^Ajouter/, { name: 'Ondine', roles: 'cooperant' });
    expect([one.status, one.text]).toEqual([
      409,
      expect.stringContaining('Ressemble à Ondine Lambert'),
    ]);
  });
});

describe('a name that is cut short, or has a courtesy before it', () => {
  it('is asked about beside the whole one, in either order', async () => {
    await world.add(world.hautsPres, 'CARNOT Ysée', 'cooperant');
    await world.add(world.hautsPres, 'Lucas Nguyen', 'cooperant');
    const list = await paste('Ysée\nLucas N.\nLucas Noir');
    expect(list.text).toContain('Ressemble à CARNOT Ysée');
    expect(list.text).toContain('Ressemble à Lucas Nguyen');
    expect(list.$('input[name=line-3]')).toHaveLength(2);
    expect(list.$('#line-3').text()).not.toContain('Nguyen');
  });

  it('loses the courtesy, which is said', async () => {
    const list = await paste('Mme Odette Vial\nM. Serge Amiot\nMr Tim Orr\nMarc Vial');
    expect(linesOf(list, 'À ajouter')).toEqual([
      'Ligne 1 : Odette Vial Sans « Mme »',
      'Ligne 2 : Serge Amiot Sans « M. »',
      'Ligne 3 : Tim Orr Sans « Mr »',
      'Ligne 4 : Marc Vial',
    ]);
  });
});

describe('« Qui était là ? »', () => {
  it('keeps those of the last experiences, with three who were added since', async () => {
    const form = await nadia.get('/experiences/nouvelle');
    const work = {
      title: 'Tri des livres',
      kind: 'support',
      people: [world.awa.id, world.bruno.id],
    };
    await nadia.press(form, 'Garder sans badge', work);
    for (const name of ['Ada', 'Bea', 'Cleo', 'Dina', 'Elsa', 'Fleur', 'Gaia', 'Hana']) {
      await world.add(world.hautsPres, `${name} Nouvelle`, 'cooperant');
    }
    const top = (await nadia.get('/experiences/nouvelle')).$('[name=top]').val();
    const ids = String(top).split(' ');
    expect(ids).toHaveLength(8);
    expect(new Set(ids.slice(0, 2))).toEqual(new Set([world.awa.id, world.bruno.id]));
  });
});

describe('which word is the family name', () => {
  const asks = 'Lequel est le nom de famille ?';

  it('is asked once for a list in which nothing says it, and nobody is turned round before', async () => {
    const list = await paste('Leroy, Mireille\nBen Ali, Fatima');
    expect(linesOf(list, 'À ajouter')).toEqual([
      'Ligne 1 : Leroy, Mireille',
      'Ligne 2 : Ben Ali, Fatima',
    ]);
    expect(list.text).toContain(asks);
    expect(list.$('[name=order][checked]')).toHaveLength(0);
    const before = (await people()).length;
    const refused = await nadia.press(list, 'Ajouter les 2 personnes');
    expect([refused.status, (await people()).length]).toEqual([422, before]);
    expect(refused.text).toContain('Dites lequel est le nom de famille.');
    await nadia.press(refused, 'Ajouter les 2 personnes', { order: 'first' });
    expect(await named('Mireille Leroy')).toHaveLength(1);
    expect(await named('Fatima Ben Ali')).toHaveLength(1);
  });

  it('stays where it was typed: « Prénom, Nom, e-mail »', async () => {
    const list = await paste('Odile, Sorel, odile@a.example\nJean Marc, Sorel, jm@a.example');
    expect(list.text).toContain(asks);
    const done = await nadia.press(list, 'Ajouter les 2 personnes', { order: 'second' });
    expect(done.heading).toBe('2 personnes ajoutées');
    expect(await named('Odile Sorel')).toHaveLength(1);
    expect((await named('Jean Marc Sorel'))[0]?.email).toBe('jm@a.example');
    const headed = await paste('Prénom, Nom, e-mail\nOdon, Quint, odon@a.example');
    expect(headed.text).not.toContain(asks);
    expect(linesOf(headed, 'À ajouter')).toEqual(['Ligne 2 : Odon Quintodon@a.example']);
  });

  it('is said by capitals, and by a whole name before an address', async () => {
    const list = await paste('MAROT, Line\nLéo, VASSEUR');
    expect(list.text).not.toContain(asks);
    expect(linesOf(list, 'À ajouter')).toEqual(['Ligne 1 : Line MAROT', 'Ligne 2 : Léo VASSEUR']);
    const among = await paste(
      'Ali Vert, ali.vert@a.example\nPerrot, Anne\nRoux, Line, line@a.example\nDenis Bois, Absent',
    );
    expect(linesOf(among, 'À ajouter')).toEqual([
      'Ligne 1 : Ali Vertali.vert@a.example',
      'Ligne 2 : Perrot, Anne',
      'Ligne 3 : Roux, Lineline@a.example',
    ]);
    expect(linesOf(among, REFUSED)).toEqual([
      expect.stringContaining('Ce n’est pas une adresse e-mail.'),
    ]);
    const done = await nadia.press(among, 'Ajouter les 3 personnes', { order: 'first' });
    expect(done.heading).toBe('3 personnes ajoutées');
    expect((await named('Line Roux'))[0]?.email).toBe('line@a.example');
    expect(await named('Ali Vert')).toHaveLength(1);
  });

  it('a role behind a name is no part of it, and is not lost', async () => {
    const list = await paste(
      'Maryse, Accompagnante\nColin, Sylvie, , accompagnante\nIgor Brun, igor@a.example',
      leila,
    );
    expect(linesOf(list, 'À ajouter')).toEqual([
      'Ligne 1 : Maryse Accompagnante ou accompagnant',
      'Ligne 2 : Colin, Sylvie Accompagnante ou accompagnant',
      'Ligne 3 : Igor Brunigor@a.example',
    ]);
    const bare = await paste('Colin, Sylvie, , accompagnante\nMaryse, Accompagnante', leila);
    expect(linesOf(bare, 'À ajouter')).toEqual([
      'Ligne 1 : Colin, Sylvie Accompagnante ou accompagnant',
      'Ligne 2 : Maryse Accompagnante ou accompagnant',
    ]);
  });
});

describe('a list of which every line is asked about', () => {
  it('can be answered and added', async () => {
    const list = await paste('Martin BRUNO');
    expect(list.text).toContain('Une ligne attend votre choix. Personne n’est encore ajouté.');
    const done = await nadia.press(list, 'Ajouter ces personnes', { 'line-1': 'add' });
    expect(done.heading).toBe('Une personne ajoutée');
  });
});

describe('the end of a list', () => {
  it('names again what was not added, and leads to the cards of who was', async () => {
    const list = await paste('Aline Fin\nBoris Fin\n---\nCarole Fin\nDora Fin\nEmil Fin');
    const done = await nadia.press(list, 'Ajouter les 5 personnes');
    expect(linesOf(done, 'Ces lignes n’ont pas été ajoutées')).toEqual([
      'Ligne 3 : ---Cela ne ressemble pas à un nom. Écrivez le nom de la personne.',
    ]);
    expect(linesOf(done, 'Faire leurs cartes')).toEqual([
      'Aline Fin, Boris Fin, Carole Fin, Dora Fin',
      'Emil Fin',
    ]);
    const [first = '', second = ''] = done
      .$('a[href^="/personnes/cartes?"]')
      .toArray()
      .map((one) => done.$(one).attr('href') ?? '');
    const choose = await nadia.get(first);
    expect(choose.$('[name=people][checked]')).toHaveLength(4);
    expect(done.text).not.toContain('Faire d’autres cartes');
    const one = await nadia.press(await nadia.get(second), 'Continuer');
    expect(one.heading).toBe('Une carte pour Emil');
    expect((await nadia.press(list, 'Ajouter les 5 personnes')).text).toContain('Emil Fin');
  });
});

describe('a file', () => {
  it.each<[string, Uint8Array<ArrayBuffer> | string]>([
    ['in UTF-8', 'Prénom;Nom;E-mail;Téléphone\nHélène;Œuf;h1@a.example;06\n'],
    ['with a mark at its beginning', '\ufeffPrénom,Nom,E-mail\nHélène,Œuf,h1@a.example\n'],
    ['in Windows-1252', latin('Pr\xe9nom;Nom;Courriel\r\nH\xe9l\xe8ne;\x8cuf;h1@a.example\r\n')],
    [
      'in UTF-16',
      new Uint8Array(
        Buffer.from('\ufeffPrénom\tNom\tE-mail\nHélène\tŒuf\th1@a.example\n', 'utf16le'),
      ),
    ],
    ['in English', 'Last name,First name,Email\nŒuf,Hélène,h1@a.example\n'],
    ['without heads', 'Hélène;Œuf;h1@a.example\n'],
    ['with quotes', 'nom,mail\n"Hélène Œuf","h1@a.example"\n'],
  ])('is read %s', async (_, content) => {
    const list = await send(content);
    expect(linesOf(list, 'À ajouter')).toEqual([
      expect.stringMatching(/^Ligne \d : Hélène Œufh1@a\.example$/),
    ]);
  });

  it('says which columns it leaves out', async () => {
    const list = await send('Nom,Téléphone\nHugo Petit,06 12\n');
    expect(list.text).toContain('Ces colonnes sont laissées de côté : Téléphone');
  });

  it('takes a formula for text, and for no name', async () => {
    const list = await send(
      'Prénom;Nom;E-mail\n=1+1;Dupond;\nJean;=HYPERLINK("http://x");\n@SUM(A1);;\n+33;;\n-Luc;;\nVera;Bon;=a@b.example\nJeanne Dupond 06 12 34 56 78;;\n',
    );
    expect(linesOf(list, REFUSED)).toHaveLength(7);
    expect(list.text).toContain('Aucune ligne n’est prête.');
    expect(list.$('button[type=submit]:contains("Ajouter")')).toHaveLength(0);
  });

  it.each<[string, Uint8Array<ArrayBuffer> | string, number, string]>([
    ['empty', '', 422, 'Ce fichier est vide.'],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 1, 0, 9]), 422, 'au format CSV'],
    ['with a quote that nothing closes', 'nom\n"Awa', 422, 'au format CSV'],
    ['of 5,001 people', `nom\n${'Lou Un\n'.repeat(5_001)}`, 422, 'plus de 5000 lignes'],
    ['of more than a megabyte', 'x'.repeat(1_100_000), 413, 'trop lourd'],
  ])('that is %s is refused with a sentence', async (_, content, status, sentence) => {
    const refused = await send(content);
    expect([refused.status, refused.heading]).toEqual([status, 'Ajouter des personnes']);
    expect(refused.text).toContain(sentence);
  });

  it('and a pasted list are one too many', async () => {
    const form = await nadia.get('/personnes/ajouter');
    const refused = await nadia.press(form, READ, { lines: 'Lou' }, new File(['Awa'], 'a.csv'));
    expect(refused.text).toContain('Collez une liste ou choisissez un fichier : l’un des deux.');
  });
});

describe('rights', () => {
  const ROLES =
    'nom;e-mail;rôle\nIda Chef;;Responsable\nEve Aide;;accompagnante\nUgo Bel;;coopérant·e\nMax Roi;;roi\n';

  it('who accompanies adds coopérant·es alone', async () => {
    const list = await send(ROLES);
    expect(linesOf(list, 'À ajouter')).toEqual(['Ligne 4 : Ugo Bel']);
    expect(linesOf(list, REFUSED).slice(0, 2)).toEqual([
      'Ligne 2 : Ida ChefSeule une personne responsable du KPA peut donner ce rôle.',
      'Ligne 3 : Eve AideSeule une personne responsable du KPA peut donner ce rôle.',
    ]);
  });

  it('who is responsible gives every role', async () => {
    const list = await send(ROLES, leila);
    const done = await leila.press(list, 'Ajouter les 3 personnes');
    expect(done.heading).toBe('3 personnes ajoutées');
    // The team has no cards.
    expect(linesOf(done, 'Faire leurs cartes')).toEqual(['Ugo Bel']);
    expect(done.text).not.toContain('Faire d’autres cartes');
    expect((await named('Ida Chef'))[0]?.roles).toEqual(['manager']);
    expect((await named('Eve Aide'))[0]?.roles).toEqual(['accompagnant']);
  });

  it('a list is for who sent it, for an hour, and nothing can be read in the store', async () => {
    const list = await paste('Secret Personne');
    expect((await leila.get(list.path)).status).toBe(404);
    const ines = await world.signIn(world.ines);
    expect((await ines.get(list.path)).status).toBe(404);
    const kept = await world.services.store.peopleLists.findById(list.path.split('/').at(-1) ?? '');
    expect(JSON.stringify(kept)).not.toContain('Secret');
    world.passTime(61);
    expect((await nadia.get(list.path)).text).toContain('Cette liste n’est plus là');
    expect((await nadia.press(list, 'Ajouter une personne')).status).toBe(404);
    expect(await named('Secret Personne')).toEqual([]);
  });
});
