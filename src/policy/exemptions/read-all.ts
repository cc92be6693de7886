import { join } from 'node:path';
import { foldersIn } from '../../fleet/folders.ts';
import { noPolicies } from '../policy-folders.ts';
import { type ReadExemptions, readExemptions } from './exemptions.ts';

/**
 * The exemptions from all policies and fleet rules of a repository.
 *
 * @param root the repository's folder
 */
export function readAllExemptions(root: string): ReadExemptions {
  const policies = foldersIn(join(root, 'policies'));
  if (policies.length === 0) return { exemptions: [], findings: [noPolicies()] };
  const read = policies.map((policy) => readExemptions(root, `policies/${policy}`));
  return {
    exemptions: read.flatMap(({ exemptions }) => exemptions),
    findings: read.flatMap(({ findings }) => findings),
  };
}
