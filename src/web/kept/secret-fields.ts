/** Secret codes, codes of letters and cards, secrets of providers, answers of devices: never kept, and never shown again, in whichever form. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  ...['pin', 'again', 'code', 'secret', 'passkey'],
]);

/** Of what was typed; fields of our own begin with `_`. */
export const mayComeBack = (field: string): boolean =>
  !field.startsWith('_') && !SECRET_FIELDS.has(field);
