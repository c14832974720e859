/** What the register of a KPA tells. */
export type RegisterAct =
  'person-added' | 'link-given' | 'card-made' | 'card-stopped' | 'connections-closed';
