import { expect, test } from 'vitest';
import { namelessFindings } from '../../src/drift/nameless.ts';
import { readManifests } from '../../src/manifest/read.ts';

function told(metadata: string): string[] {
  const text = `apiVersion: v1\nkind: Pod\nmetadata:\n${metadata}\n`;
  return namelessFindings(readManifests(text, 'git.yaml').manifests).map(
    ({ location, message }) => `${location?.line}:${location?.column} ${message}`,
  );
}

test('an object without a name is told', () => {
  expect(told('  namespace: a')).toEqual(['4:3 metadata.name of the Pod is missing']);
  expect(told('  name: ""')).toEqual(['4:3 metadata.name of the Pod is missing']);
  expect(told('  namespace: a\n  generateName: a-')).toEqual([
    '5:3 metadata.name of the Pod is missing, and what the API server makes of generateName is another one each time',
  ]);
});

test('one with a name is not, nor is a hook, which is not looked for', () => {
  expect(told('  name: a')).toEqual([]);
  expect(told('  name: a\n  generateName: a-')).toEqual([]);
  expect(told('  generateName: a-\n  annotations: {argocd.argoproj.io/hook: PreSync}')).toEqual([]);
});
