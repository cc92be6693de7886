import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import type { ExternalSecret } from '../../kubernetes/1.34/types/external-secrets.io_v1.ts';
import type { ConfigMap, EnvFromSource } from '../../kubernetes/1.34/types/v1.ts';
import { AppChart } from '../app.ts';
import { SECRET_STORE } from '../conventions.ts';
import { Manifest } from '../manifest.ts';

export interface ConfigurationProps {
  /** The workload. */
  readonly name: string;
  /** Environment variables; the settings' own win over them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Names of environment variables whose values are secret. */
  readonly secrets: readonly string[];
}

/**
 * A workload's environment variables: a ConfigMap, and an ExternalSecret for those whose values must not be in git. It
 * reads the properties of the secret `<environment>/<product>/<workload>` of AWS Secrets Manager.
 */
export class Configuration extends Construct {
  readonly envFrom: readonly EnvFromSource[];
  /** Annotation of the pods that changes with the variables, so that a change restarts them. */
  readonly hashAnnotation: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { name, variables, secrets }: ConfigurationProps) {
    super(scope, id);
    const { environment, product, region, settings } = AppChart.containing(this).context;
    const data = { ENVIRONMENT: environment.name, REGION: region.name, ...variables, ...settings.config };
    new Manifest<ConfigMap>(this, 'config-map', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data,
    });
    this.hashAnnotation = { 'plumbline.dev/config-hash': contentHash(data) };
    this.envFrom = [{ configMapRef: { name } }, ...(secrets.length > 0 ? [{ secretRef: { name } }] : [])];
    if (secrets.length === 0) return;

    const key = `${environment.name}/${product}/${name}`;
    new Manifest<ExternalSecret>(this, 'external-secret', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: SECRET_STORE },
        target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: secrets.map((secretKey) => ({ secretKey, remoteRef: { key, property: secretKey } })),
      },
    });
  }
}

/** The same for the same variables in any order. */
function contentHash(variables: Readonly<Record<string, string>>): string {
  const ordered = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex').slice(0, 16);
}
