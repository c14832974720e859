declare module 'subset-font' {
  interface Options {
    readonly targetFormat: 'woff2';
    /** OpenType features to keep; every one if absent. */
    readonly keepFeatures?: readonly string[];
    readonly noHinting?: boolean;
    /** A number pins the axis, bounds narrow it. */
    readonly variationAxes?: Readonly<Record<string, number | { min: number; max: number }>>;
  }
  /** The part of the font that draws the characters of `text`. */
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
