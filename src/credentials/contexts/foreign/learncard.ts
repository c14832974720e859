/**
 * The words of LearnCard's boosts, in every badge of that network. No package holds its contexts:
 * these are the terms as data, each held by a test against the SHA-256 of what is published.
 */
import type { ContextDocument, Terms } from './context-document.ts';

const BOOSTS = 'https://ctx.learncard.com/boosts';
const VOCABULARY = 'https://docs.learncard.com/definitions#';

const text = (name: string) => ({ '@id': `lcn:${name}`, '@type': 'xsd:string' });
const truth = (name: string) => ({ '@id': `lcn:${name}`, '@type': 'xsd:boolean' });
const within = (name: string, terms: Terms) => ({ '@id': `lcn:${name}`, '@context': terms });
const many = (name: string, terms: Terms) => ({ ...within(name, terms), '@container': '@set' });
const texts = (name: string) => ({ ...text(name), '@container': '@set' });

/** The membership card: since the beginning, and unchanged. */
const BOOST_ID = within('boostID', {
  boostID: within('boostIDField', {
    fontColor: text('boostIDFontColor'),
    accentColor: text('boostIDAccentColor'),
    backgroundImage: text('boostIDBackgroundImage'),
    dimBackgroundImage: truth('boostIDDimBackgroundImage'),
    issuerThumbnail: text('boostIDIssuerThumbnail'),
    showIssuerThumbnail: truth('boostIDShowIssuerThumbnail'),
    IDIssuerName: text('boostIDIssuerName'),
    idThumbnail: text('boostIDThumbnail'),
    accentFontColor: text('boostIDFontColor'),
    idBackgroundColor: text('boostIDBackgroundColor'),
    repeatIdBackgroundImage: truth('boostIDRepeatIdBackgroundImage'),
    idDescription: text('boostIDDescription'),
  }),
});

const NAMES: Terms = { plural: text('plural'), singular: text('singular') };

/** What changes from version to version: what a file attached to a boost, and its look, may say. */
function boosts({
  attachments,
  display,
  more,
}: Readonly<Record<'attachments' | 'display' | 'more', Terms>>): ContextDocument {
  return {
    '@context': {
      id: '@id',
      type: '@type',
      lcn: VOCABULARY,
      cred: 'https://www.w3.org/2018/credentials#',
      xsd: 'https://www.w3.org/2001/XMLSchema#',
      BoostCredential: within('boostCredential', {
        address: { '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#Address' },
        attachments: many('boostAttachments', {
          title: text('boostAttachmentTitle'),
          type: text('boostAttachmentType'),
          url: text('boostAttachmentUrl'),
          ...attachments,
        }),
        boostId: text('boostId'),
        display: within('boostDisplay', {
          backgroundColor: text('boostBackgroundColor'),
          backgroundImage: text('boostBackgroundImage'),
          displayType: text('boostDisplayType'),
          emoji: within('boostEmoji', {
            activeSkinTone: text('boostEmojiActiveSkinTone'),
            imageUrl: text('boostEmojiImageUrl'),
            names: texts('boostEmojiNames'),
            unified: text('boostEmojiUnified'),
            unifiedWithoutSkinTone: text('boostEmojiUnifiedWithoutSkinTone'),
          }),
          fadeBackgroundImage: truth('boostFadeBackgroundImage'),
          repeatBackgroundImage: truth('boostRepeatBackgroundImage'),
          ...display,
        }),
        familyTitles: within('familyTitles', {
          dependents: many('dependents', NAMES),
          guardians: many('guardians', NAMES),
        }),
        groupID: text('groupID'),
        skills: many('boostSkills', {
          category: text('boostSkillCategory'),
          skill: text('boostSkill'),
          subskills: texts('boostSubskills'),
        }),
      }),
      BoostID: BOOST_ID,
      CertifiedBoostCredential: within('certifiedBoostCredential', {
        '@version': 1.1,
        boostId: text('boostId'),
        boostCredential: {
          '@id': 'cred:VerifiableCredential',
          '@type': '@id',
          '@container': '@graph',
        },
      }),
      ...more,
    },
  };
}

const FILES: Terms = {
  fileName: text('boostAttachmentFileName'),
  fileSize: text('boostAttachmentFileSize'),
  fileType: text('boostAttachmentFileType'),
};
const PREVIEW: Terms = { previewType: text('boostPreviewType') };
/** Written there without a prefix. */
const evidence = (name: string) => ({ '@id': `${VOCABULARY}${name}`, '@type': 'xsd:string' });
const EVIDENCE: Terms = {
  EvidenceFile: {
    '@id': `${VOCABULARY}EvidenceFile`,
    '@context': {
      fileName: evidence('evidenceFileName'),
      fileSize: evidence('evidenceFileSize'),
      fileType: evidence('evidenceFileType'),
    },
  },
};

export const learnCardContexts: ReadonlyMap<string, ContextDocument> = new Map([
  [`${BOOSTS}/1.0.0.json`, boosts({ attachments: {}, display: {}, more: {} })],
  [`${BOOSTS}/1.0.1.json`, boosts({ attachments: FILES, display: {}, more: {} })],
  [`${BOOSTS}/1.0.2.json`, boosts({ attachments: FILES, display: PREVIEW, more: {} })],
  [`${BOOSTS}/1.0.3.json`, boosts({ attachments: FILES, display: PREVIEW, more: EVIDENCE })],
  [
    'https://ctx.learncard.com/boostIDs/1.0.0.json',
    {
      '@context': {
        type: '@type',
        xsd: 'https://www.w3.org/2001/XMLSchema#',
        lcn: VOCABULARY,
        BoostID: BOOST_ID,
      },
    },
  ],
]);
