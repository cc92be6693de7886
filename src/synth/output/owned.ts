/**
 * What synth writes carries its mark in the first line, and only what carries the mark is ever pruned: a file that
 * someone else put into dist is left alone and reported.
 */
const mark = '# Rendered by plumb synth from ';

/** How much of a file, in bytes, `isOwned` needs. */
export const markLength: number = mark.length;

export function withHeader(source: string, content: string): string {
  return `${mark}${source}; edit that, not this.\n${content}`;
}

export function isOwned(content: string): boolean {
  return content.startsWith(mark);
}
