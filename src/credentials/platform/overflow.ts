/** There is more in it than will be read. */
export class Overflow extends Error {
  override readonly name = 'Overflow';
  constructor(limit: number) {
    super(`more than ${limit} bytes once decompressed`);
  }
}
