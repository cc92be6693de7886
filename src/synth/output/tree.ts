import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A file, or something else (a symbolic link, a socket) that only its owner can judge. */
export interface TreeEntry {
  /** Relative to the tree's root, with forward slashes. */
  readonly path: string;
  readonly type: 'file' | 'link' | 'other';
}

/** Every entry below `root` that is no folder, ordered by path; empty when `root` does not exist. */
export function listTree(root: string): TreeEntry[] {
  const entries: TreeEntry[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else entries.push({ path, type: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other' });
    }
  };
  try {
    walk('');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a file holds, or where a link points; `undefined` when it is neither. */
export function readEntry(root: string, entry: TreeEntry): string | undefined {
  if (entry.type === 'file') return readFileSync(join(root, entry.path), 'utf8');
  if (entry.type === 'link') return readlinkSync(join(root, entry.path));
  return undefined;
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
