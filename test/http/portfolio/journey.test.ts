/** The whole way, step after step: from work done together to an employer who checks a badge. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Page, type TestVisitor, unless } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

let world: World;
let nadia: TestVisitor;
let lucie: TestVisitor;
let awa: TestVisitor;
let employer: TestVisitor;
/** What one step leaves to the next. */
let experience: Page;
let portfolio: Page;
let lucieId: string;
/** The badge's own address. */
let address: string;

beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  awa = await world.signIn(world.awa);
  employer = world.visitor();
});
afterAll(() => world.destroy());

const TEAM = 'Je travaille en équipe';

it('1. an accompagnante adds a person without e-mail, who comes in with a link', async () => {
  const ways = await nadia.click(await nadia.get('/personnes'), 'Ajouter des personnes');
  const form = await nadia.click(ways, 'Ajouter une seule personne');
  const person = await nadia.press(form, 'Ajouter', {
    name: 'Lucie Blanc',
    roles: 'cooperant',
  });
  expect(person.heading).toBe('Lucie Blanc');
  lucieId = person.path.split('/').at(-1) ?? '';
  const address = (await nadia.press(person, 'Faire un lien')).$('code').text();
  lucie = world.visitor();
  const home = await lucie.press(await lucie.get(address), 'Entrer');
  expect(home.path).toBe('/mes-badges');
  expect((await nadia.get('/personnes')).text).toContain('Lucie Blanc');
});

it('2. she records what the team did, and who did what', async () => {
  const form = await nadia.click(await nadia.get('/experiences'), 'Ajouter une expérience');
  experience = await nadia.press(form, 'Garder sans badge', {
    title: 'Buffet de 60 personnes',
    kind: 'prestation',
    day: '2026-10-12',
    place: 'Maison de quartier',
    people: [world.awa.id, world.bruno.id, lucieId],
    [`task-${world.awa.id}`]: 'accueil et service',
  });
  expect(experience.text).toContain('Prestation Buffet de 60 personnes');
  expect(experience.text).toMatch(/12 octobre 2026.{1,3}Maison de quartier/);
  expect(experience.text).toContain('Awa Dialloaccueil et service');
});

it('3. she recognises three people at once: choose and write, read again, sign', async () => {
  const write = await nadia.click(experience, 'Remettre un badge');
  expect(write.text).toContain('Étape 2 sur 3');
  const team = (id: string, level: number, sentence: string) =>
    recognised(id, 'travailler-en-equipe', { level, sentence });
  const sentences = {
    ...team(world.awa.id, 3, 'A relayé un collègue au service sans qu’on le demande.'),
    ...team(world.bruno.id, 1, 'A préparé la salle avec deux autres personnes.'),
    ...team(lucieId, 2, 'A tenu la caisse pendant tout le service.'),
  };
  const read = await nadia.press(write, 'Relire avant de signer', sentences);
  expect(read.text).toContain('Étape 3 sur 3');
  expect(read.$('pre')).toHaveLength(3);
  const document: unknown = JSON.parse(read.$('pre').first().text());
  expect(document).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: { narrative: 'A relayé un collègue au service sans qu’on le demande.' },
  });
  const corrected = await nadia.press(read, 'Revenir en arrière');
  expect(corrected.$(`[name="sentence-${lucieId}"]`).val()).toContain('A tenu la caisse');
  const again = await nadia.press(corrected, 'Relire avant de signer');
  const signed = await nadia.press(again, 'Signer 3 badges');
  expect(signed.text).toMatch(/3 badges (sont )?signés/);
  expect(signed.text.match(/Attend la réponse de la personne/g)).toHaveLength(3);
});

it('4. each decides: one accepts, one sets aside and may change their mind', async () => {
  const offered = await awa.get('/mes-badges');
  expect(offered.text).toContain('Un badge attend votre réponse.');
  expect(offered.text).toContain('Confirmé par Nadia Roche');
  const accepted = await awa.press(offered, `Accepter : ${TEAM}`);
  expect(accepted.text).toContain('Tous vos badges 1 badge.');
  expect(accepted.text).toContain('Niveau 3 sur 4');

  const declined = await lucie.press(await lucie.get('/mes-badges'), `Mettre de côté : ${TEAM}`);
  expect(declined.text).toContain('Badges mis de côté');
  const back = await lucie.press(await lucie.click(declined, TEAM), 'Accepter');
  expect(back.text).toContain(`Badge accepté : ${TEAM}`);

  const seen = await nadia.get(experience.path);
  expect(seen.text.match(/La personne a répondu/g)).toHaveLength(2);
});

it('5. she tells it in her own words, and presents herself', async () => {
  const words = 'J’ai accueilli les gens.\nEnsuite, j’ai servi avec l’équipe.';
  const form = await awa.click(await awa.get('/mes-badges'), /^Raconter cette expérience/);
  const told = await awa.press(form, 'Garder', { words, team: 'yes' });
  expect(told.text).toContain('« J’ai accueilli les gens. Ensuite, j’ai servi avec l’équipe. »');
  const present = await awa.click(told, 'Écrire ma présentation');
  const introduced = await awa.press(present, 'Garder', { introduction: 'Je cuisine.' });
  expect(introduced.text).toContain('« Je cuisine. »');
  expect((await nadia.get(experience.path)).text).toContain('Dit par Awa');
});

it('6. she makes a link for one employer, with what she chooses', async () => {
  const form = await awa.click(await awa.get('/mes-badges'), 'Montrer mes badges');
  const awards = form.$('[name=awards]').attr('value') ?? '';
  const experiences = form.$('[name=experiences]').attr('value') ?? '';
  expect(form.$('[name=awards]')).toHaveLength(1);
  const link = await awa.press(form, 'Faire le partage', {
    label: 'Traiteur Petit',
    awards,
    experiences,
    days: '30',
  });
  expect(link.heading).toBe('Traiteur Petit');
  expect(link.text).toContain('Ouvert jusqu’au 13 novembre 2026');
  expect(link.text).toContain('Personne ne l’a encore ouvert.');
  await awa.click(link, 'Voir ce que l’on verra');
  expect((await awa.get(link.path)).text).toContain('Personne ne l’a encore ouvert.');
  portfolio = await employer.get(link.$('code').text());
  expect((await awa.get(link.path)).text).toContain('Ouvert 1 fois');
});

it('7. the employer reads who says what, without an account', () => {
  expect(portfolio.status).toBe(200);
  expect(portfolio.heading).toBe('Awa Diallo');
  expect(portfolio.text).toContain('Je cuisine.');
  expect(portfolio.text).toContain('Ce badge est authentique');
  expect(portfolio.text).toContain('Octobre 2026Équipe de 3 personnes');
  expect(portfolio.text).toContain('A relayé un collègue au service');
  expect(portfolio.text).toContain('Confirmé par Nadia Roche');
  expect(portfolio.text).toContain('Dit par Awa');
  expect(portfolio.text).toContain('« J’ai accueilli les gens.');
  expect(portfolio.text).not.toMatch(/Bruno|Lucie/);
});

it('8. checks each badge in one click, and opens it at its own address', async () => {
  const checked = await employer.click(portfolio, 'Vérifier maintenant');
  expect(checked.heading).toContain('Ce badge est authentique');
  expect(checked.text).toContain('Oui : ');
  expect(checked.text).not.toContain('Non : ');
  const badge = await employer.click(checked, TEAM);
  expect(badge.heading).toContain('Ce badge est authentique');
  expect(badge.text).toContain('Ce badge est au nom d’Awa Diallo.');
  const evidence = await employer.click(badge, 'Ce qui a été fait');
  expect(evidence.text).toContain('accueil et service');
  address = `/k/hauts-pres/credentials/${badge.path.split('/').at(-1) ?? ''}`;
  const outside = await employer.get(address);
  expect(outside.text).toContain('Une personne du KPA des Hauts-Prés');
  expect(outside.text).not.toContain('Awa');
  expect(outside.text).not.toContain('Retirer ce badge');
  expect((await nadia.get(address)).text).toContain('Awa Diallo');
});

it('9. the accompagnante takes it back with a reason, and every page says so at once', async () => {
  const list = `/k/hauts-pres/status/1`;
  const before = (await employer.send(list)).headers.get('etag') ?? '';
  const unchanged = await employer.send(list, { headers: unless(before) });
  expect(unchanged).toMatchObject({ status: 304, html: '' });

  const ask = await nadia.click(await nadia.get(address), 'Retirer ce badge');
  expect((await nadia.press(ask, 'Retirer le badge')).text).toContain('Choisissez une raison.');
  const reason = 'level';
  const revoked = await nadia.press(ask, 'Retirer le badge', { reason });
  expect(revoked.heading).toBe('Ce badge a été retiré');
  expect(revoked.text).not.toContain('Retirer ce badge');

  const changed = await employer.send(list, { headers: unless(before) });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(before);
  const page = await employer.get(address);
  expect(page.status).toBe(200);
  expect(page.heading).toBe('Ce badge a été retiré');
  expect(page.text).toContain('Le niveau n’était pas le bon.');
  const shared = await employer.get(portfolio.path);
  expect(shared.text).toContain('Retiré');
  expect(shared.text).not.toContain('Ce badge est authentique');
  expect(shared.text).not.toContain('A relayé un collègue');
  const checked = await employer.click(shared, 'Vérifier maintenant');
  expect(checked.text).toContain('1 badge retiré par le KPA depuis le partage');
  expect((await awa.get('/mes-badges')).text).toContain('Le retrait ne dit rien sur vous.');
  expect((await awa.get('/partages/nouveau')).$('[name=awards]')).toHaveLength(0);
  const file = await employer.send(address, { headers: { Accept: 'application/json' } });
  expect(file.status).toBe(200);
  // What does not stand is not counted where they choose whom to recognise.
  expect((await nadia.get('/personnes')).text).toMatch(/Awa Diallo\s*Pas encore de badge/);
});
