/** SVG files made by hand. */
export const SVG = 'xmlns="http://www.w3.org/2000/svg"';
export const OB = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
export const SHAPE = '<path d="M0 0h9v9z"/>';

export const bytes = (text: string) => new TextEncoder().encode(text);

export const tinySvg = bytes(`<svg ${SVG} viewBox="0 0 9 9"><title>Un carré</title>${SHAPE}</svg>`);

/** `root`: attributes; `inside`: what stands before the shape. */
export function svg(inside: string, { root = `${SVG} ${OB}`, before = '' } = {}): Uint8Array {
  return bytes(`${before}<svg ${root}>${inside}${SHAPE}</svg>`);
}

export const inCdata = (text: string) =>
  `<openbadges:credential><![CDATA[${text}]]></openbadges:credential>`;
