import { Construct } from 'constructs';
import type { ServiceAccount } from '../../kubernetes/1.34/types/v1.ts';
import { AppChart, type AppContext } from '../app.ts';
import { Manifest } from '../manifest.ts';

/**
 * Who a workload is. Its token for the Kubernetes API is not mounted, as no app of ours calls it. AWS credentials come
 * from EKS Pod Identity, which projects a token of its own; the role is found by name: environment, region, workload.
 */
export class Identity extends Construct {
  readonly serviceAccountName: string;

  constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    const { context } = AppChart.containing(this);
    this.serviceAccountName = props.name;
    new Manifest<ServiceAccount>(this, 'service-account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: props.name,
        annotations: podIdentity(context, props.name),
      },
      automountServiceAccountToken: false,
    });
  }
}

/** Annotation of an account whose pods get credentials of AWS: the name of the role. */
export function podIdentity({ environment, region }: AppContext, name: string) {
  return { 'plumbline.dev/pod-identity-role': `${environment.name}-${region.name}-${name}` };
}
