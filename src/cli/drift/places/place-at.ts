import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { filePlace } from './file.ts';
import { type Place, s3Scheme } from './place.ts';

/** @param address path of a file, or `s3://BUCKET/KEY` */
export async function placeAt(address: string): Promise<Place> {
  if (!address.startsWith(s3Scheme)) return filePlace(address);
  const { s3Place } = await import('./s3.ts');
  return s3Place(address);
}

/** Whether what is put at the one address replaces what is at the other. */
export function isOnePlace(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(address: string): string {
  return address.startsWith(s3Scheme) ? address : realPath(address);
}

/** Without links, of what may not be there yet: then where a link leads, else the name in the folder. */
function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch (error) {
    const folder = dirname(file);
    const target = (error as NodeJS.ErrnoException).code === 'ENOENT' ? linkTarget(file) : undefined;
    if (target !== undefined) return realPath(isAbsolute(target) ? target : `${folder}/${target}`);
    return folder === file ? file : join(realPath(folder), basename(file));
  }
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
