import { Construct } from 'constructs';
import type {
  ClusterRole,
  ClusterRoleBinding,
} from '../../kubernetes/1.34/types/rbac.authorization.k8s.io_v1.ts';
import type { ServiceAccount } from '../../kubernetes/1.34/types/v1.ts';
import { AppChart } from '../app.ts';
import { ClusterManifest, Manifest } from '../manifest.ts';
import { validateProps } from '../validation.ts';
import { type ProductResources, resourcesOf } from './product-resources.ts';

type Rule = NonNullable<ClusterRole['rules']>[number];

/** Group of the hub's identity in a regional cluster, as an EKS access entry gives it. */
const ARGO_GROUP = 'plumbline:argocd';

const NAME = 'argocd-manager';

/** What controllers make out of our objects; Argo CD shows it, and reads the health of pods from it. */
const READ_ONLY: readonly Rule[] = [
  { apiGroups: [''], resources: ['events', 'persistentvolumeclaims', 'pods'] },
  { apiGroups: ['apps'], resources: ['controllerrevisions', 'replicasets'] },
  { apiGroups: ['argoproj.io'], resources: ['analysisruns'] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'] },
  { apiGroups: ['batch'], resources: ['jobs'] },
].map((rule) => ({ ...rule, verbs: ['get', 'list', 'watch'] }));

/** Kinds by which rights are given: Kubernetes lets nobody grant what they do not have without these verbs. */
const GRANTING = ['clusterroles', 'roles'];

/**
 * The account by which the hub's Argo CD acts in a regional cluster: it may write the kinds that some product lists, and
 * read what follows from them. Which product may write which of them, and where, is for the AppProjects to say, as
 * RBAC sees one account.
 */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { fleet, namespace } = AppChart.containing(this).context;
    const { byGroup, unknown } = resourcesOf(Object.values(fleet.products));
    new Manifest<ServiceAccount>(this, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: NAME },
      automountServiceAccountToken: false,
    });
    new ClusterManifest<ClusterRole>(this, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: NAME },
      rules: [...rulesOf(byGroup), ...READ_ONLY],
    });
    new ClusterManifest<ClusterRoleBinding>(this, 'binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: NAME },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: NAME },
      subjects: [
        { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: ARGO_GROUP },
        { kind: 'ServiceAccount', name: NAME, namespace },
      ],
    });
    validateProps(this, (report) => {
      for (const kind of unknown) {
        report({
          field: 'product.yaml: kinds',
          value: kind,
          allowed: 'a kind and group that this Kubernetes version or an installed CRD has',
        });
      }
    });
  }
}

/** One rule per API group, and a second one where the group has kinds by which rights are given. */
function rulesOf(resources: ProductResources['byGroup']): Rule[] {
  return [...resources].flatMap(([group, names]): Rule[] => {
    const granting = GRANTING.filter((name) => names.includes(name));
    return [
      {
        apiGroups: [group],
        resources: names,
        verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      },
      ...(granting.length > 0
        ? [{ apiGroups: [group], resources: granting, verbs: ['bind', 'escalate'] }]
        : []),
    ];
  });
}
