import { Construct } from 'constructs';
import { AppChart } from '../app.ts';
import { validateProps } from '../validation.ts';
import { ClusterAccount, type Rule } from './cluster-account.ts';
import { type ProductResources, resourcesOf } from './product-resources.ts';

/** Group of the hub's identity in a regional cluster, as an EKS access entry gives it. */
const ARGO_GROUP = 'plumbline:argocd';

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
    const { fleet } = AppChart.containing(this).context;
    const { byGroup, unknown } = resourcesOf(Object.values(fleet.products));
    new ClusterAccount(this, 'account', {
      name: 'argocd-manager',
      group: ARGO_GROUP,
      rules: [...rulesOf(byGroup), ...READ_ONLY],
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
