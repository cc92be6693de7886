const compiled = new Map<string, RegExp | undefined>();

const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/**
 * A regular expression in Go's syntax (RE2) as JavaScript's. `undefined` when it has no equivalent; RE2 has neither
 * backreferences nor lookaround, so what differs is notation only.
 */
export function goPattern(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, translate(pattern));
  return compiled.get(pattern);
}

function translate(pattern: string): RegExp | undefined {
  const source = scopeFlags(
    pattern
      .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => posixClasses[name] ?? whole)
      .replaceAll('(?P<', '(?<')
      .replaceAll('\\z', '$')
      .replaceAll('\\A', '^'),
  );
  // Unicode mode reads surrogate pairs and \p{…} as Go does, but refuses needless escapes such as \_ and \-.
  return tryCompile(source, 'u') ?? (/\\p/i.test(source) ? undefined : tryCompile(source, ''));
}

/** Go's `(?i)` holds to the end of its group, in every alternative; JavaScript only has `(?i:…)`. */
function scopeFlags(pattern: string): string {
  if (!/\(\?[ims]+\)/.test(pattern)) return pattern;
  let source = '';
  /** Flags in force, by depth of groups. */
  const groups: string[] = [''];
  for (const [token] of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[ims]+\)|./gsu)) {
    const flags = groups.at(-1) ?? '';
    if (/^\(\?[ims]+\)$/.test(token)) {
      groups[groups.length - 1] = flags + token.slice(2, -1);
      source += (flags === '' ? '' : ')') + `(?${groups.at(-1)}:`;
    } else if (token === '(') {
      groups.push('');
      source += token;
    } else if (token === ')') {
      groups.pop();
      source += flags === '' ? token : '))';
    } else if (token === '|' && flags !== '') source += `)|(?${flags}:`;
    else source += token;
  }
  return groups.at(-1) === '' ? source : `${source})`;
}

function tryCompile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
