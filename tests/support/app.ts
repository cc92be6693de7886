/** What apps of the small test repository are made of. */
export { defineApp } from '../../src/constructs/app.ts';
export { ClusterManifest, Manifest } from '../../src/constructs/manifest.ts';

export function configMap(name: string, data: Readonly<Record<string, string>>) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}
