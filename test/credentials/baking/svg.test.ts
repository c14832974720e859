import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { BakingFault } from '../../../src/credentials/baking/baked.ts';
import { bakeSvg, unbakeSvg } from '../../../src/credentials/baking/svg.ts';
import { olderBadges } from '../support/older-badges.ts';
import { bytes, inCdata, OB, SHAPE, SVG, svg, tinySvg } from '../support/images/svg.ts';

const JSON_TEXT = '{"name":"Préparer un devis ✓ 🌱 & <b>","text":"]]>]]>"}';
const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln';
const THREE = '{"type":["VerifiableCredential","OpenBadgeCredential"],"name":"Un"}';
const OTHER = THREE.replace('Un', 'Deux');
const OLDER = JSON.stringify(olderBadges['Open Badges 2.0']);
const OB3 = 'https://purl.imsglobal.org/ob/v3p0';
const OB2 = 'http://openbadges.org';

function bakedText(text: string, into = tinySvg): string {
  const result = bakeSvg(into, text);
  if (!result.ok) throw new Error(result.detail);
  return new TextDecoder().decode(result.bytes);
}

describe('a badge in an SVG', () => {
  it.each([JSON_TEXT, JWT])('comes back as it was baked: %s', (text) => {
    expect(unbakeSvg(bytes(bakedText(text)))).toEqual({ ok: true, text });
  });

  it('is the first child of svg, declared there, and nothing else changes', () => {
    const text = bakedText(JWT);
    const added = `<openbadges:credential verify="${JWT}"></openbadges:credential>`;
    expect(text).toContain(`viewBox="0 0 9 9" ${OB}>${added}<title>`);
    expect(text.replace(` ${OB}`, '').replace(added, '')).toBe(new TextDecoder().decode(tinySvg));
  });

  it('is seen by another parser of XML', () => {
    const read = (text: string) => load(text, { xml: true })('svg > openbadges\\:credential');
    expect(read(bakedText(JSON_TEXT)).text()).toBe(JSON_TEXT);
    expect(read(bakedText(JWT)).attr('verify')).toBe(JWT);
  });

  it.each([
    `<?xml version="1.0"?><!-- <svg> --><svg ${SVG} data-a="1 > 0" data-b='"'>${SHAPE}</svg>`,
    `<svg\n ${SVG}\n>\n${SHAPE}</svg>`,
    `<?xml version="1.0"?>\r\n<!--\r<svg>\r\n-->\r\n<svg\r\n ${SVG}\r\n>\r\n${SHAPE}</svg>`,
    `\ufeff<svg ${SVG}><title>🌱</title></svg>`,
  ])('stands right after the start tag, whatever that looks like: %j', (picture) => {
    expect(unbakeSvg(bytes(bakedText(JSON_TEXT, bytes(picture))))).toMatchObject({ ok: true });
  });

  it('is found past a public document type, which nothing opens', () => {
    const before =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    expect(unbakeSvg(svg(inCdata('{}'), { before }))).toEqual({ ok: true, text: '{}' });
  });

  it.each([
    ['an image that has one', svg(inCdata('{}')), 'two-badges'],
    [
      'an image that has one under another prefix',
      bytes(`<svg ${SVG}><b:credential xmlns:b="${OB3}">{}</b:credential></svg>`),
      'two-badges',
    ],
    [
      'an image that has one as the default',
      bytes(`<svg ${SVG}><credential xmlns="${OB3}" verify="${JWT}"/></svg>`),
      'two-badges',
    ],
    [
      'an image that has one under the older name',
      bytes(
        `<svg ${SVG}><openbadges:assertion xmlns:openbadges="${OB2}">{}</openbadges:assertion></svg>`,
      ),
      'two-badges',
    ],
    [
      'an image that has one in a group',
      bytes(`<svg ${SVG}><g ${OB}>${inCdata('{}')}</g></svg>`),
      'two-badges',
    ],
    [
      'an image that has one in a comment',
      bytes(`<svg ${SVG}><!-- ${inCdata('{}')} --></svg>`),
      'two-badges',
    ],
    [
      'an image of which the elements have a prefix',
      bytes('<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>'),
      'malformed',
    ],
    ['an image without content', bytes(`<svg ${SVG}/>`), 'malformed'],
    ['what is not an image', bytes('<html></html>'), 'not-an-image'],
  ] as const)('is not given to %s', (_name, picture, reason) => {
    expect(bakeSvg(picture, JWT)).toMatchObject({ ok: false, reason });
  });

  it.each(['{"a":"\uffff"}', '{\r\n}', 'no badge', '{} '])(
    'is not made of what XML does not keep, or no verifier reads: %j',
    (text) => {
      expect(bakeSvg(tinySvg, text).ok).toBe(false);
    },
  );
});

const badge = inCdata('{}');
const signed = `<openbadges:credential verify="${JWT}"/>`;
const laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
const dtd = (subset: string) => ({ before: `<!DOCTYPE svg ${subset}>` });

/** Each is a good file with one fault. */
const faults: readonly (readonly [string, Uint8Array, BakingFault])[] = [
  ['no badge', svg(''), 'no-badge'],
  ['two badges', svg(badge + badge), 'two-badges'],
  ['JSON and a JWT', svg(badge + signed), 'two-badges'],
  [
    'JSON in one element with a JWT',
    svg(`<openbadges:credential verify="${JWT}"><![CDATA[{}]]></openbadges:credential>`),
    'two-badges',
  ],
  [
    'a badge within the badge',
    svg(`<openbadges:credential>${badge}</openbadges:credential>`),
    'two-badges',
  ],
  [
    'a second one under another prefix',
    svg(`${badge}<b:credential xmlns:b="${OB3}">{}</b:credential>`),
    'two-badges',
  ],
  [
    'a second one as the default',
    svg(`<credential xmlns="${OB3}" verify="${JWT}"/>${badge}`),
    'two-badges',
  ],
  [
    'a second one of the same name that is of another namespace',
    svg(`${badge}<openbadges:credential xmlns:openbadges="urn:x" verify="${JWT}"/>`),
    'two-badges',
  ],
  [
    'a first one by the letters that is of another namespace, and one by namespace',
    svg(`${signed}<b:credential xmlns:b="${OB3}">{}</b:credential>`, {
      root: `${SVG} xmlns:openbadges="urn:x"`,
    }),
    'two-badges',
  ],
  [
    'a second one of which the name only begins so',
    svg(`<openbadges:credentials><![CDATA[${OTHER}]]></openbadges:credentials>${inCdata(THREE)}`),
    'two-badges',
  ],
  ['a second one in a comment', svg(`<!-- ${signed} -->${badge}`), 'two-badges'],
  ['a second one in a comment after it', svg(`${badge}<!--${signed}-->`), 'two-badges'],
  ['a second one in CDATA', svg(`<desc><![CDATA[${signed}]]></desc>${badge}`), 'two-badges'],
  ['a second one in an instruction', svg(`<?x ${signed}?>${badge}`), 'two-badges'],
  [
    'a second one of 3.0 under the older name',
    svg(`${inCdata(THREE)}<openbadges:assertion><![CDATA[${OTHER}]]></openbadges:assertion>`),
    'two-badges',
  ],
  [
    'an older one in a comment',
    svg(`<!--<openbadges:assertion verify="https://a.example/b"/>-->${badge}`),
    'two-badges',
  ],
  [
    'two under the older name',
    svg('<openbadges:assertion verify="https://a.example/b"/>'.repeat(2)),
    'two-badges',
  ],
  ['a badge in a group', svg(`<g>${badge}</g>`), 'ambiguous'],
  [
    'an element within the badge',
    svg('<openbadges:credential><g/></openbadges:credential>'),
    'ambiguous',
  ],
  ['text around the CDATA', svg(badge.replace('<![', 'x<![')), 'ambiguous'],
  [
    'a badge in CDATA within another in text',
    svg(`<openbadges:credential>{"a":<![CDATA[${THREE}]]>}</openbadges:credential>`),
    'ambiguous',
  ],
  [
    'white space between two sections of one word',
    svg('<openbadges:credential><![CDATA[{"a":"b]]> <![CDATA[c"}]]></openbadges:credential>'),
    'ambiguous',
  ],
  [
    'a comment within the badge',
    svg('<openbadges:credential>{"a":"b<!-- c -->d"}</openbadges:credential>'),
    'ambiguous',
  ],
  [
    'an instruction within the badge',
    svg(`<openbadges:credential><?x y?><![CDATA[{}]]></openbadges:credential>`),
    'ambiguous',
  ],
  [
    'a second attribute verify',
    svg(`<openbadges:credential verify="${JWT}" openbadges:verify="a.b.c"/>`),
    'ambiguous',
  ],
  [
    'an address in the attribute, and text',
    svg(inCdata(THREE).replace('>', ' verify="https://a.example/b">')),
    'two-badges',
  ],
  ['an address', svg(inCdata('https://a.example/b')), 'only-a-link'],
  [
    'an address in the attribute',
    svg('<openbadges:credential verify="https://a.example/b"/>'),
    'only-a-link',
  ],
  ['another case of the name', svg(badge.replaceAll(':cred', ':Cred')), 'ambiguous'],
  ['an empty attribute', svg('<openbadges:credential verify=""/>'), 'not-a-credential'],
  ['an empty badge', svg('<openbadges:credential/>'), 'not-a-credential'],
  ['text of another kind', svg(inCdata('Bonjour')), 'not-a-credential'],
  ['no namespace', svg(badge, { root: SVG }), 'ambiguous'],
  [
    'another namespace',
    svg(badge, { root: `${SVG} xmlns:openbadges="https://purl.imsglobal.org/ob/v3p1"` }),
    'ambiguous',
  ],
  ['no namespace and no prefix', svg('<credential>{}</credential>'), 'ambiguous'],
  ['another credential', svg(`${badge}<b:credential/>`), 'two-badges'],
  ['a credential without prefix', svg(`${badge}<credential/>`), 'two-badges'],
  ['an older badge', svg('<openbadges:assertion verify="a.b.c"/>'), 'older-badge'],
  ['Open Badges 2', svg(inCdata(OLDER)), 'older-badge'],
  [
    'Open Badges 2, as that baked it',
    bytes(
      `<svg ${SVG} xmlns:openbadges="${OB2}"><openbadges:assertion verify="https://a.example/b"><![CDATA[${OLDER}]]></openbadges:assertion></svg>`,
    ),
    'older-badge',
  ],
  [
    'the address that Open Badges 2 baked',
    bytes(`<svg ${SVG}><b:assertion xmlns:b="${OB2}" verify="https://a.example/b"/></svg>`),
    'only-a-link',
  ],
  ['an entity of its own', svg(inCdata('&b;'), { before: laughs }), 'unsafe'],
  ['an external entity', svg(badge, dtd('[<!ENTITY a SYSTEM "file:///etc/passwd">]')), 'unsafe'],
  ['an empty document type of its own', svg(badge, dtd('[]')), 'unsafe'],
  ['an entity that nobody defines', svg(`&a;${badge}`), 'malformed'],
  ['an entity in the attribute', svg('<openbadges:credential verify="&a;"/>'), 'malformed'],
  ['a script', svg(`${badge}<script>alert(1)</script>`), 'unsafe'],
  [
    'a script with a prefix',
    svg(`${badge}<s:Script xmlns:s="http://www.w3.org/2000/svg"/>`),
    'unsafe',
  ],
  ['a page inside', svg(`${badge}<foreignObject/>`), 'unsafe'],
  ['a handler', svg(badge, { root: `${SVG} ${OB} onload="alert(1)"` }), 'unsafe'],
  ['a link that runs', svg(`${badge}<a href=" java&#10;script:alert(1)"/>`), 'unsafe'],
  ['a link to a page in it', svg(`${badge}<a xlink:href="data:text/html,x"/>`), 'unsafe'],
  [
    'another encoding',
    svg(badge, { before: '<?xml version="1.0" encoding="ISO-8859-1"?>' }),
    'not-an-image',
  ],
  [
    'bytes of another encoding',
    Buffer.from(new TextDecoder('latin1').decode(svg(badge)).replace('>', '>é'), 'latin1'),
    'not-an-image',
  ],
  ['UTF-16', Buffer.from(`\ufeff<svg ${SVG}/>`, 'utf16le'), 'not-an-image'],
  ['another root', bytes(`<html ${SVG} ${OB}>${badge}</html>`), 'not-an-image'],
  ['a root of another namespace', svg(badge, { root: OB }), 'not-an-image'],
  ['an unclosed element', svg(`<g>${badge}`), 'malformed'],
  ['an attribute twice', svg(badge, { root: `${SVG} ${OB} ${OB}` }), 'malformed'],
  [
    'CDATA without end',
    svg('<openbadges:credential><![CDATA[{}</openbadges:credential>'),
    'malformed',
  ],
  ['a second root', bytes(`<svg ${SVG} ${OB}>${badge}</svg><svg/>`), 'malformed'],
  ['200 levels', svg(badge + '<g>'.repeat(200) + '</g>'.repeat(200)), 'too-large'],
  ['30,000 levels, not closed', svg(badge + '<g>'.repeat(30_000)), 'malformed'],
  ['100,000 levels', svg(badge + '<g>'.repeat(100_000) + '</g>'.repeat(100_000)), 'too-large'],
  ['100,000 elements', svg(badge + '<g/>'.repeat(100_000)), 'too-large'],
  [
    '3,000 attributes in one tag',
    svg(badge + `<g ${Array.from({ length: 3_000 }, (_, at) => `a${at}=""`).join(' ')}/>`),
    'too-large',
  ],
  [
    'a link after a megabyte of spaces',
    svg(`<a href="${' '.repeat(1e6)}javascript:x()"/>`),
    'unsafe',
  ],
  ['a root in no namespace', bytes(`<svg ${OB}>${badge}</svg>`), 'not-an-image'],
  [
    'a root that only looks like one',
    bytes(`<a:svg xmlns:a="urn:x" ${SVG} ${OB}>${badge}</a:svg>`),
    'not-an-image',
  ],
  [
    '100,000 attributes',
    svg(badge, { root: `${SVG} ${OB}${' a=""'.repeat(100_000)}` }),
    'too-large',
  ],
  ['100,000 references', svg(badge + '&lt;'.repeat(100_000)), 'too-large'],
  ['a file of 2 MB', svg(badge + ' '.repeat(2_000_000)), 'too-large'],
  ['a text of 300 KB', svg(inCdata(`{"a":"${'x'.repeat(300_000)}"}`)), 'too-large'],
  ['nothing', new Uint8Array(), 'malformed'],
];

describe('an SVG with one fault', () => {
  it.each(faults)('gives no badge: %s', (_name, file, reason) => {
    expect(unbakeSvg(file)).toMatchObject({ ok: false, reason });
  });

  // Minutes, beyond the limit of any test, were the parser to copy the text at each of them.
  it.each(['\r', '\r\n', '\r\n\r'])('is read with a megabyte of %j', (end) => {
    const before = end.repeat(Math.floor(1_040_000 / end.length));
    expect(unbakeSvg(svg(before + badge))).toEqual({ ok: true, text: '{}' });
  });

  it('gives no badge wherever it is cut', () => {
    const file = bytes(bakedText(JSON_TEXT));
    const read = Array.from(file.keys(), (length) => unbakeSvg(file.subarray(0, length)));
    expect(read.filter(({ ok }) => ok)).toEqual([]);
    expect(read).toHaveLength(file.length);
  });

  it('tells no more of the file in its answer than a line', () => {
    const answer = unbakeSvg(bytes(`<svg ${SVG}>\n<g x='${'y'.repeat(9999)}'</svg>`));
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });
});
