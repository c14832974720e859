export const TELL = '/dire-ce-que-j-ai-fait';
export const OWN_CLAIMS = '/mes-demandes';
export const CLAIMS = '/demandes';
