import { Construct } from 'constructs';
import type {
  ClusterRole,
  ClusterRoleBinding,
} from '../../kubernetes/1.34/types/rbac.authorization.k8s.io_v1.ts';
import type { ServiceAccount } from '../../kubernetes/1.34/types/v1.ts';
import { AppChart } from '../app.ts';
import { ClusterManifest, Manifest } from '../manifest.ts';
import { type ProductResources, resourcesOf } from './product-resources.ts';

type Rule = NonNullable<ClusterRole['rules']>[number];

/** Group of whoever looks for drift from outside of the cluster, as an EKS access entry gives it. */
const DRIFT_GROUP = 'plumbline:drift';

const NAME = 'drift';

const RBAC_GROUP = 'rbac.authorization.k8s.io';

/**
 * What is never sent, even as a dry run: who may send roles must have all the rights in them; and the API server asks no
 * policy about policies and webhooks (`IsExemptAdmissionConfigurationResource`, apiserver/pkg/admission), so that the
 * account could lift its own confinement.
 */
const READ_ONLY_GROUPS: ReadonlySet<string> = new Set([RBAC_GROUP, 'admissionregistration.k8s.io']);

/**
 * The account by which `plumb drift` asks a cluster: it may read the kinds that some product lists, and send them as dry
 * runs, for which RBAC has no verb of its own; the policy `confine-drift-account` denies it any other write. It may not
 * `create`: what is missing needs no dry run, and what vanishes meanwhile must not come back by one. It may not see
 * Secrets, of which git has none. What products do not list it reads as Kubernetes' `view` does, to tell how much of a cluster git declares.
 */
export class DriftAccess extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { fleet, namespace } = AppChart.containing(this).context;
    const account = { kind: 'ServiceAccount', name: NAME, namespace };
    const subjects = [{ kind: 'Group', apiGroup: RBAC_GROUP, name: DRIFT_GROUP }, account];
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
      rules: rulesOf(resourcesOf(Object.values(fleet.products)).byGroup),
    });
    for (const role of [NAME, 'view']) {
      new ClusterManifest<ClusterRoleBinding>(this, `${role}-binding`, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: role === NAME ? NAME : `${NAME}-${role}` },
        roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
        subjects,
      });
    }
  }
}

function rulesOf(resources: ProductResources['byGroup']): Rule[] {
  return [...resources].map(([group, names]) => ({
    apiGroups: [group],
    resources: names.filter((name) => group !== '' || name !== 'secrets'),
    verbs: READ_ONLY_GROUPS.has(group) ? ['get', 'list'] : ['get', 'list', 'patch'],
  }));
}
