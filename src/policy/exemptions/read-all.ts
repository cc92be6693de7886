import { join } from 'node:path';
import { foldersIn } from '../../fleet/folders.ts';
import { type ReadExemptions, readExemptions } from './exemptions.ts';

/**
 * The exemptions from all policies and fleet rules of a repository.
 *
 * @param root the repository's folder
 */
export function readAllExemptions(root: string): ReadExemptions {
  const read = foldersIn(join(root, 'policies')).map((policy) => readExemptions(root, `policies/${policy}`));
  return {
    exemptions: read.flatMap(({ exemptions }) => exemptions),
    findings: read.flatMap(({ findings }) => findings),
  };
}
