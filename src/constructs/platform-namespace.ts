import { Construct } from 'constructs';
import type { Namespace } from '../kubernetes/1.34/types/v1.ts';
import { AppChart } from './app.ts';
import type { Labels } from './labels.ts';
import { ClusterManifest } from './manifest.ts';

export interface PlatformNamespaceProps {
  /** Pod Security level that its pods are held to. Default: `restricted`. */
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
  /** Further labels. Default: none. */
  readonly labels?: Labels;
}

/**
 * The namespace of a controller that a chart installs. Unlike an app's (app-namespace.ts) it has no quota and no
 * default-deny policy: how many pods the chart brings, and whom they call, is not ours to know.
 */
export class PlatformNamespace extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { podSecurity = 'restricted', labels = {} }: PlatformNamespaceProps = {},
  ) {
    super(scope, id);
    new ClusterManifest<Namespace>(this, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: AppChart.containing(this).context.namespace,
        labels: {
          'pod-security.kubernetes.io/enforce': podSecurity,
          'pod-security.kubernetes.io/audit': podSecurity,
          'pod-security.kubernetes.io/warn': podSecurity,
          ...labels,
        },
      },
    });
  }
}
