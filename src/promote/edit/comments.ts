import { isAlias, isScalar, type Pair, parseDocument } from 'yaml';
import type { Path } from '../../manifest/path.ts';
import { endOfKey, endOfLine, endOfScalar, pairAt, startOfValue } from './offsets.ts';

/** The comment about a value, or the place for one: from what it stands behind to the end of the line. */
interface CommentPlace {
  readonly start: number;
  readonly end: number;
  /** Without `#`. Absent: there is none. */
  readonly comment?: string;
  /** What it begins with: `#` and the spaces on both sides. */
  readonly opening: string;
  /** Whether the map of the value ends before it. */
  readonly isBehindMap: boolean;
}

const newOpening = ' # ';

/**
 * What stands behind the value that ends at `offset`, and perhaps behind its comma; `undefined` if that is about more
 * than the value: another one, or the map that ends there, unless the comment names a version.
 */
export function behindValue(text: string, offset: number): CommentPlace | undefined {
  const end = endOfLine(text, offset);
  const found = /^(?<closed>[ \t,}]*?)(?:[ \t]*|(?<opening>[ \t]*#[ \t]*)(?<comment>.*))$/s.exec(
    text.slice(offset, end),
  )?.groups;
  if (!found) return undefined;
  const { closed = '', opening = newOpening, comment } = found;
  const isBehindMap = closed.includes('}');
  if (isBehindMap && partsOf(comment).version === '') return undefined;
  return {
    start: offset + closed.length,
    end,
    opening,
    isBehindMap,
    ...(comment !== undefined && { comment }),
  };
}

/** The comment about a scalar: behind it, or behind its key where it stands below that; the one that names a version. */
export function commentPlace(text: string, pair: Pair): CommentPlace | undefined {
  const behind = behindValue(text, endOfScalar(text, pair));
  const places = [behind, behindKey(text, pair)].filter((place) => place?.comment !== undefined);
  return places.find((place) => partsOf(place?.comment).version !== '') ?? places[0] ?? behind;
}

function behindKey(text: string, pair: Pair): CommentPlace | undefined {
  const offset = endOfKey(pair);
  const end = endOfLine(text, offset);
  if (startOfValue(pair) < end) return undefined;
  const found = /(?<opening>[ \t]+#[ \t]*)(?<comment>.*)$/s.exec(text.slice(offset, end));
  if (!found) return undefined;
  const { opening = newOpening, comment = '' } = found.groups ?? {};
  return { start: offset + found.index, end, comment, opening, isBehindMap: false };
}

/** Tells the comment about the value at a path of the text that comes along with it: its version, if it names one. */
export function commentsIn(text: string): (path: Path) => string | undefined {
  const document = parseDocument(text);
  return (path) => {
    const pair = pairAt(document, path);
    if (!(isScalar(pair?.value) || isAlias(pair?.value))) return undefined;
    const comment = commentPlace(text, pair)?.comment;
    return partsOf(comment).version || comment || undefined;
  };
}

/**
 * The comment about a value that takes the place of another one. Words stay: they are about the place. A version goes.
 *
 * @param there the comment about the value before
 * @param brought the one that comes along
 */
export function renewed(there: string | undefined, brought: string | undefined): string | undefined {
  const { version: old, words, mark } = partsOf(there);
  if (words === '') return brought;
  const { version } = partsOf(brought);
  if (version === '') return old === '' && isNamedAlike(words, brought) ? brought : words;
  return old === '' ? `${version}; ${words}` : `${version}${mark}${words}`;
}

/** Whether both are names that differ in their numbers only, such as `main-9abcde` and `main-3f2a1c`: what is there names the old value. */
function isNamedAlike(there: string, brought = ''): boolean {
  const [one, other] = [there, brought].map((text) => text.replace(/[\da-f]*\d[\da-f]*/g, '#'));
  return one === other && one !== there;
}

interface Parts {
  /** What becomes untrue when the value before it changes; empty if none is named. */
  readonly version: string;
  /** What stands between the version and the words. */
  readonly mark: string;
  readonly words: string;
}

/**
 * `2.14.0`, `v1`, `2.14.0 (hotfix)`, `2.14.0; held until May`. A sentence that begins with a number names no version:
 * `2.15.0 breaks the login`, `2: too few`.
 */
function partsOf(comment = ''): Parts {
  const found =
    /^(?<version>v?\d+(\.\d+)*([-+.][\w.+~-]*)?)(?:(?<mark>\s*[,;:]\s*|\s+[-–—]\s+|\s*(?=[([]))(?<words>\S.*))?$/s.exec(
      comment.trim(),
    )?.groups;
  const { version = '', mark = '', words = '' } = found ?? {};
  // A date is a person's.
  const isNone = /^\d{4}-\d\d-\d\d/.test(version) || (words !== '' && /^\d+$/.test(version));
  if (!found || isNone) return { version: '', mark: '', words: comment };
  return { version, mark, words };
}

/** As it stands behind a value. @param opening default: that of a comment where none was */
export function written(comment: string | undefined, opening = newOpening): string {
  return comment === undefined ? '' : opening + comment;
}
