import { isAlias, isScalar, parseDocument } from 'yaml';
import type { Path } from '../../manifest/path.ts';
import { endOfLine } from './offsets.ts';

/** What may stand between a value and the comment about it: a comma, or the end of its map. */
interface Behind {
  readonly closed: string;
  readonly comment?: string;
  /** Of the line. */
  readonly end: number;
}

/**
 * What stands behind the value that ends at `offset`; `undefined` if that is about more than the value: another one, or
 * the map that ends there, unless the comment is a version.
 */
export function behindValue(text: string, offset: number): Behind | undefined {
  const end = endOfLine(text, offset);
  const found = /^(?<closed>[ \t,}]*?)[ \t]*(?:#[ \t]*(?<comment>.*))?$/.exec(
    text.slice(offset, end),
  )?.groups;
  if (!found) return undefined;
  const { closed = '', comment } = found;
  if (closed.includes('}') && !isVersion(comment)) return undefined;
  return { closed, ...(comment !== undefined && { comment }), end };
}

/** Tells the comment that stands behind the value at a path of the text, without `#`. */
export function commentsIn(text: string): (path: Path) => string | undefined {
  const document = parseDocument(text);
  return (path) => {
    const node = document.getIn(path, true);
    if (!(isScalar(node) || isAlias(node)) || !node.range) return undefined;
    return behindValue(text, node.range[1])?.comment;
  };
}

/** `2.14.0`, `v1`: what becomes untrue when the value before it changes. */
export function isVersion(comment = ''): boolean {
  return /^v?\d+(\.\d+)*([-+.]\S*)?$/.test(comment.trim());
}

export function written(comment: string | undefined): string {
  return comment === undefined ? '' : ` # ${comment}`;
}
