/** The same pages in English: what was typed and signed stays as it is, and every word around it changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, playScene, SENTENCE } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { cardOf } from '../../support/recognition.ts';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
});
afterAll(() => world.destroy());

const signedIn = async (person: World['awa']) => {
  const visitor = await world.signIn(person);
  return { ...visitor, open: (path: string) => visitor.get(`${path}?lang=en`) };
};

describe('an employer', () => {
  it('reads a portfolio', async () => {
    const page = await world.visitor().get(`/p/${scene.token}?lang=en`);
    expect(page.text).toContain(
      '1 authentic badge 1 badge withdrawn by the KPA since it was shared',
    );
    expect(page.text).toContain('What Awa did');
    expect(page.text).toContain('Team of 2 people');
    expect(page.text).toContain('Level 3 of 4');
    expect(page.text).toContain(`“${SENTENCE}”`);
    expect(page.$('title').text()).toBe('Portfolio of Awa Diallo – KPA-Cité');
  });

  it('reads why a badge was withdrawn, though its row says so in French', async () => {
    const { text } = await world.visitor().get(`/p/${scene.token}/verification?lang=en`);
    expect(text).toContain('There was a mistake when this badge was given.');
    expect(text).not.toContain('erreur en remettant');
  });
});

describe('who gave no title', () => {
  it('signs with the one that we give, in the words of each page', async () => {
    const mona = await signedIn(await world.add(world.hautsPres, 'Mona Bel', 'manager'));
    const question = await mona.open(`/reconnaissances/${scene.accepted.id}/confirmer`);
    expect(question.text).toContain('Mona Bel, Mentor.');
    await mona.press(question, 'Sign', { sentence: 'A expliqué le service à un nouveau.' });
    const path = `/k/hauts-pres/credentials/${scene.accepted.id}`;
    const [english, french] = [await mona.open(path), await world.visitor().get(path)];
    expect(english.$('.attribution').text()).toContain('Mona BelMentor, KPA des Hauts-Prés');
    expect(french.$('.attribution').text()).toContain('Mona BelAccompagnement, KPA');
  });
});

describe('a coopérante', () => {
  it('reads what waits for her, and who sees a badge', async () => {
    const awa = await signedIn(world.awa);
    const mine = await awa.open('/mes-badges');
    expect(mine.text).toContain(
      'One badge is waiting for your answer. Until you answer, no employer',
    );
    const one = await awa.open(`/mes-badges/${scene.accepted.id}`);
    expect(one.text).toContain('The KPA’s team and anyone who opens the link “Traiteur Petit”');
    expect(one.$('main dd a[href^="/partages/"]').attr('href')).toBe(
      `/partages/${scene.link.id}?lang=en`,
    );
  });

  it('is told in English what is missing, and what cannot be done', async () => {
    const awa = await signedIn(world.awa);
    const refused = await awa.press(await awa.open('/partages/nouveau'), 'Create the link');
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Choose how long the link stays open.'),
    ]);
    const over = await awa.post(`/mes-badges/${scene.revoked.id}/accepter?lang=en`, {
      _csrf: String(refused.$('[name=_csrf]').attr('value')),
    });
    expect(over.text).toContain('This badge was withdrawn. It can no longer be accepted.');
  });
});

describe('an accompagnante', () => {
  const path = () => `/experiences/${scene.experience.id}`;

  it('gives a badge', async () => {
    const nadia = await signedIn(world.nadia);
    const card = cardOf(path(), world.bruno.id, 'travailler-en-equipe', 2);
    const write = await nadia.get(`${card}&lang=en`);
    expect(write.text).toContain('What did you see Bruno do?');
    const again = await nadia.press(write, 'Check before signing');
    expect(again.text).toContain('Write a sentence for Bruno.');
  });

  it('withdraws several, and is asked how many and whose', async () => {
    const nadia = await signedIn(world.nadia);
    const many = await nadia.open(`${path()}/retirer`);
    expect(many.text).toMatch(/Awa Diallo, signed on 14 October 2026 by Nadia Roche/);
    const chosen = { awards: [scene.accepted.id, scene.offered.id], reason: 'badge' };
    const question = await nadia.press(many, 'Continue', chosen);
    expect(question.heading).toBe('Withdraw 2 badges given to Awa Diallo?');
    expect(question.text).toContain('It was not the right badge.');
  });

  it('cannot confirm what she signed', async () => {
    const nadia = await signedIn(world.nadia);
    const { text } = await nadia.open(`/reconnaissances/${scene.accepted.id}/confirmer`);
    expect(text).toContain('You signed this badge. You have already said it.');
  });
});
