import type { KubernetesObject } from '../../../manifest/object.ts';
import { annotationOf } from '../../argocd.ts';

/** Of `rds/DBCluster`, as AWS Controllers for Kubernetes name the group. */
export function awsType(type: string): string {
  return type.replace('/', '.services.k8s.aws/');
}

/** What the controllers leave in AWS when the object goes. */
export function isKeptInAws(object: KubernetesObject | undefined): boolean {
  return annotationOf(object, 'services.k8s.aws/deletion-policy') === 'retain';
}
