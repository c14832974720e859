/** What is made of an object that stays as it is, made once. */
export function once<K extends object, V>(make: (from: K) => V): (from: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (from) => {
    const found = made.get(from) ?? { value: make(from) };
    made.set(from, found);
    return found.value;
  };
}
