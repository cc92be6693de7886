/** How fields whose names are no CEL identifiers are spelt in rules: `a-b` is `a__dash__b`, `namespace` is `__namespace__`. */

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const words: Readonly<Record<string, string>> = {
  __: 'underscores',
  '.': 'dot',
  '-': 'dash',
  '/': 'slash',
};

/** `undefined` for names that rules cannot reach. */
export function escapeName(name: string): string | undefined {
  if (!/^[A-Za-z_.\-/][A-Za-z0-9_.\-/]*$/.test(name)) return undefined;
  if (reserved.has(name)) return `__${name}__`;
  return name.replace(/__|[.\-/]/g, (part) => `__${words[part]}__`);
}

/** `undefined` for what no name is spelt like. */
export function unescapeName(spelt: string): string | undefined {
  let isValid = true;
  const name = spelt.replace(/__[^_]+__/g, (part) => {
    const word = part.slice(2, -2);
    const original = Object.entries(words).find(([, each]) => each === word)?.[0];
    if (original !== undefined) return original;
    isValid &&= reserved.has(word) && part === spelt;
    return word;
  });
  return isValid ? name : undefined;
}
