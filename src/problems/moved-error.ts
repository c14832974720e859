/** What is asked for stands at another address: a form is sent there as it is (RFC 9110 §15.4.8). */
export class MovedError extends Error {
  override readonly name = 'MovedError';
  /** A path of ours. */
  readonly to: string;
  constructor(to: string) {
    super('It stands at another address');
    this.to = to;
  }
}
