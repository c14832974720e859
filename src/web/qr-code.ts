import { renderSVG } from 'uqr';

/** A QR code as an image address that needs no request. Its alt text is the page's to say. */
export function qrCode(text: string): string {
  const svg = renderSVG(text, { border: 2, ecc: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
