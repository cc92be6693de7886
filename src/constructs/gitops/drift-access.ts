import { Construct } from 'constructs';
import { AppChart } from '../app.ts';
import { podIdentity } from '../pods/identity.ts';
import { ClusterAccount, RBAC_GROUP, type Rule } from './cluster-account.ts';
import { type ProductResources, resourcesOf } from './product-resources.ts';

/** Group of whoever looks for drift from outside of the cluster, as an EKS access entry gives it. */
const DRIFT_GROUP = 'plumbline:drift';

/** The app whose pods are this account, and put what they find into a store of AWS. */
const REPORTING_APP = 'drift-report';

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
    const { context } = AppChart.containing(this);
    const { apps, products } = context.fleet;
    const leavesReports = apps.some(({ app }) => app === REPORTING_APP);
    new ClusterAccount(this, 'account', {
      name: 'drift',
      group: DRIFT_GROUP,
      rules: rulesOf(resourcesOf(Object.values(products)).byGroup),
      otherRoles: ['view'],
      ...(leavesReports && { annotations: podIdentity(context, 'drift') }),
    });
  }
}

function rulesOf(resources: ProductResources['byGroup']): Rule[] {
  return [...resources].map(([group, names]) => ({
    apiGroups: [group],
    resources: names.filter((name) => group !== '' || name !== 'secrets'),
    verbs: READ_ONLY_GROUPS.has(group) ? ['get', 'list'] : ['get', 'list', 'patch'],
  }));
}
