import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compareNamed } from '../../../src/cli/diff/compare.ts';
import { readRevisions } from '../../../src/cli/diff/revisions.ts';
import { commitAll } from '../../support/commits.ts';
import { temporaryFolder, writeFiles } from '../../support/temporary.ts';

const policy = (name: string, types: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: b}, spec: {podSelector: {}, policyTypes: [${types}]}}\n`;

test('a policy of networks in a file that does not change still restricts what another one does no more', async () => {
  const side = (types: string, other: string) => ({
    'a.yaml': policy('a', types),
    'z.yaml': policy('z', other),
  });
  const told = async (other: string): Promise<string[]> => {
    const [before, after] = [side('Ingress, Egress', other), side('Ingress', other)].map((files) =>
      temporaryFolder(files, onTestFinished),
    ) as [string, string];
    const { plan } = await compareNamed(before, after);
    return plan.entries.flatMap(({ hazards }) => hazards.map(({ message }) => message));
  };
  expect(await told('Egress')).toEqual([]);
  expect(await told('Ingress')).toEqual(['Egress is no longer restricted by it']);
});

test('in git, those of the targets that change are found', () => {
  const near = 'dist/dev/us-west-2/app';
  const repository = temporaryFolder(
    {
      [`${near}/a.yaml`]: policy('a', 'Egress'),
      [`${near}/z.yaml`]: policy('z', 'Egress'),
      'dist/dev/eu-west-1/app/z.yaml': policy('y', 'Egress'),
    },
    onTestFinished,
  );
  commitAll(repository);
  writeFiles(repository, { [join(near, 'a.yaml')]: policy('a', 'Ingress') });
  const { networkPolicies } = readRevisions('HEAD', undefined, repository);
  expect(networkPolicies().map(({ object }) => object.metadata.name)).toEqual(['z']);
});
