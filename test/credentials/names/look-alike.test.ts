/** Names that pass for one of ours, and names that only have something in common with it. */
import { describe, expect, it } from 'vitest';
import { foldName, looksLike as isAlike } from '../../../src/credentials/names/look-alike.ts';

const looksLike = (claimed: string, known: string) => isAlike(foldName(claimed), foldName(known));
const foldedName = (name: string) => foldName(name).whole;

const OURS = 'KPA des Hauts-Prés';

describe('looksLike', () => {
  it.each([
    ['the same', 'KPA des Hauts-Prés'],
    ['Cyrillic letters', 'KР\u0410 des H\u0430uts\u2011Pr\u0435s'],
    ['Cyrillic with marks', 'КРА dеs Наuts-Рré\u0301s'],
    ['Greek capitals', 'ΚΡΑ des Ηauts-Ρrés'],
    ['points and no accents', 'K.P.A. des Hauts Pres'],
    ['letters apart', 'K P A des Hauts Prés'],
    ['full width', 'ＫＰＡ　ｄｅｓ　Ｈａｕｔｓ－Ｐｒｅｓ'],
    ['mathematical letters', '𝐊𝐏𝐀 𝒅𝒆𝒔 𝓗𝓪𝓾𝓽𝓼-𝔓𝔯𝔢𝔰'],
    ['letters in circles and squares', 'ⓀⓅⒶ des 🅷🅰🆄🆃🆂-🅟🅡🅔🅢'],
    ['flags', '🇰🇵🇦 des Hauts-Prés'],
    ['zero width', 'K\u200bPA des Hau\u00adts-Prés\u2060'],
    ['fillers', 'KPA\u3164des Hauts-Prés'],
    ['stacked marks', `KPA des Hauts-Pres${'\u0301'.repeat(2_000)}`],
    ['digits', 'KPA des Haut5-Pr3s'],
    ['capitals', 'KPA DES HAUTS-PRÉS'],
    ['Cherokee', 'ᏦᏢᎪ des Ꮋauts-Ꮲrés'],
    ['small capitals', 'ᴋᴘᴀ des ʜᴀᴜᴛꜱ-ᴘʀés'],
    ['another dash', 'KPA des Hauts—Prés'],
    ['no space', 'KPAdesHautsPrés'],
    ['more around it', 'KPA des Hauts-Prés (réseau)'],
    ['more before it', 'Le réseau officiel : KPA des Hauts-Prés'],
    ['less of it', 'Hauts-Prés'],
    ['other small words', 'KPA Les Hauts Prés'],
    ['the place too', 'KPA Hauts-Prés Villeneuve'],
    ['turned round', 'Hauts-Prés, KPA'],
  ])('takes %s for it', (_, claimed) => {
    expect(looksLike(claimed, OURS)).toBe(true);
  });

  it.each([
    ['another KPA', 'KPA des Moulins'],
    ['half of it', 'KPA des Hauts'],
    ['the other half', 'KPA des Prés'],
    ['generic words', 'KPA'],
    ['more generic words', 'Réseau KPA-Cité, les badges'],
    ['an association', 'Association des cuisiniers'],
    ['the same place', 'Mairie de Villeneuve'],
    ['another alphabet', 'جمعية الطباخين'],
    ['nothing', ''],
    ['nothing that is seen', '\u200b \u3164'],
  ])('does not take %s for it', (_, claimed) => {
    expect(looksLike(claimed, OURS)).toBe(false);
  });

  it('finds i, l, 1 and rn among one another', () => {
    expect(looksLike('KPA des Mou1ins', 'KPA des Moulins')).toBe(true);
    expect(looksLike('KPA des MouIlns', 'KPA des Moulins')).toBe(true);
    expect(looksLike('KPA du Tarn', 'KPA du Tam')).toBe(true);
  });

  it('does not take a long name for a short one that is in it', () => {
    expect(looksLike('Université de Lille', 'KPA de Lille')).toBe(false);
    expect(looksLike('KPA des Prés', OURS)).toBe(false);
    expect(looksLike(OURS, 'KPA des Prés')).toBe(false);
    expect(looksLike('Les KPA, un livre', 'KPA')).toBe(false);
  });
});

describe('foldName', () => {
  it('is one spelling for all that look alike', () => {
    expect(foldedName('Straße')).toBe(foldedName('STRASSE'));
    expect(foldedName('Œuvre')).toBe(foldedName('oeuvre'));
    expect(foldedName('İpek ıpek')).toBe(foldedName('IPEK ipek'));
    expect(foldedName('Øst Đà')).toBe(foldedName('Ost Da'));
    expect(foldedName('KPA du Nord')).not.toBe(foldedName('KPA du Sud'));
  });

  it('keeps letters that imitate no Latin one', () => {
    expect(foldedName('محمد')).toBe('محمد');
    expect(foldedName('日本')).toBe('日本');
  });

  it('compares no more than it reads, also of a character that becomes eighteen', () => {
    expect('\ufdfa'.normalize('NFKD')).toHaveLength(18);
    const whole = foldedName('\ufdfa'.repeat(2_000));
    expect(whole.startsWith('صلى')).toBe(true);
    expect(whole.length).toBeLessThanOrEqual(2_000);
  });
});
