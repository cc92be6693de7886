const compiled = new Map<string, RegExp | undefined>();

const posixClasses: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    alnum: '0-9A-Za-z',
    alpha: 'A-Za-z',
    digit: '0-9',
    lower: 'a-z',
    punct: '!-\\/:-@\\[-`{-~',
    space: '\\t\\n\\v\\f\\r ',
    upper: 'A-Z',
    word: '0-9A-Za-z_',
    xdigit: '0-9A-Fa-f',
  }),
);

/** What Go's \s means: ASCII, without the vertical tab. */
const spaces = '\\t\\n\\f\\r ';

/** Escapes, character classes, inline flags, or any other character. */
const token =
  /\\Q.*?(?:\\E|$)|\\x\{[0-9a-fA-F]+\}|\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\(\?[ims]+\)|\(\?P<|./gsu;

/**
 * A regular expression in Go's syntax (RE2) as JavaScript's. `undefined` when it has no equivalent; RE2 has neither
 * backreferences nor lookaround, so what differs is notation and the meaning of `.` and `\s`.
 */
export function goPattern(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, translate(pattern));
  return compiled.get(pattern);
}

function translate(pattern: string): RegExp | undefined {
  const dot = /\(\?[im]*s/.test(pattern) ? '.' : '[^\\n]';
  let source = '';
  /** Flags in force, by depth of groups: Go's `(?i)` holds to the end of its group, in every alternative. */
  const groups: string[] = [''];
  for (const [text] of pattern.matchAll(token)) {
    const flags = groups.at(-1) ?? '';
    if (/^\(\?[ims]+\)$/.test(text)) {
      groups[groups.length - 1] = flags + text.slice(2, -1);
      source += `${flags === '' ? '' : ')'}(?${groups.at(-1)}:`;
    } else if (text.startsWith('(')) {
      groups.push('');
      source += text.replace('P', '');
    } else if (text === ')') {
      groups.pop();
      source += flags === '' ? text : '))';
    } else if (text === '|' && flags !== '') source += `)|(?${flags}:`;
    else source += text === '.' ? dot : text.startsWith('[') ? characterClass(text) : escape(text);
  }
  if (groups.at(-1) !== '') source += ')';
  // Unicode mode reads surrogate pairs and \p{…} as Go does, but refuses needless escapes such as \_ and \-.
  return tryCompile(source, 'u') ?? (/\\[pu]/i.test(source) ? undefined : tryCompile(source, ''));
}

function escape(text: string): string {
  if (text.startsWith('\\Q')) return RegExp.escape(text.slice(2).replace(/\\E$/, ''));
  if (text.startsWith('\\x{')) return `\\u${text.slice(2)}`;
  const meanings: Readonly<Record<string, string>> = {
    '\\z': '$',
    '\\A': '^',
    '\\s': `[${spaces}]`,
    '\\S': `[^${spaces}]`,
  };
  return meanings[text] ?? text;
}

function characterClass(text: string): string {
  return text
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => posixClasses.get(name) ?? whole)
    .replaceAll(/\\[^]/g, (escaped) => (escaped === '\\s' ? spaces : escaped))
    .replaceAll('\\x{', '\\u{');
}

function tryCompile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
