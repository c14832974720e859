declare module '@digitalcredentials/eddsa-rdfc-2022-cryptosuite' {
  export interface Cryptosuite {
    name: string;
    requiredAlgorithm: string;
    canonize(input: object, options: object): Promise<string>;
    createVerifier(options: object): Promise<object>;
  }

  export const cryptosuite: Cryptosuite;
}
