import { Construct } from 'constructs';
import type {
  ClusterRole,
  ClusterRoleBinding,
} from '../../kubernetes/1.34/types/rbac.authorization.k8s.io_v1.ts';
import type { ServiceAccount } from '../../kubernetes/1.34/types/v1.ts';
import { AppChart } from '../app.ts';
import { ClusterManifest, Manifest } from '../manifest.ts';

export type Rule = NonNullable<ClusterRole['rules']>[number];

export interface ClusterAccountProps {
  /** Of the account, its role and its binding. */
  readonly name: string;
  /** Group of whoever comes from outside of the cluster with the same rights, as an EKS access entry gives it. */
  readonly group: string;
  readonly rules: Rule[];
  /** Other ClusterRoles that it has, each by a binding `NAME-ROLE`. Default: none. */
  readonly otherRoles?: readonly string[];
  /** Of the account. Default: none. */
  readonly annotations?: Readonly<Record<string, string>>;
}

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** An account with rights in the whole cluster, whose token no pod gets unasked. */
export class ClusterAccount extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAccountProps) {
    super(scope, id);
    const { name, group, rules, otherRoles = [], annotations } = props;
    const { namespace } = AppChart.containing(this).context;
    new Manifest<ServiceAccount>(this, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, ...(annotations && { annotations }) },
      automountServiceAccountToken: false,
    });
    new ClusterManifest<ClusterRole>(this, 'role', {
      apiVersion: `${RBAC_GROUP}/v1`,
      kind: 'ClusterRole',
      metadata: { name },
      rules,
    });
    for (const role of [name, ...otherRoles]) {
      new ClusterManifest<ClusterRoleBinding>(this, `${role}-binding`, {
        apiVersion: `${RBAC_GROUP}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name: role === name ? name : `${name}-${role}` },
        roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
        subjects: [
          { kind: 'Group', apiGroup: RBAC_GROUP, name: group },
          { kind: 'ServiceAccount', name, namespace },
        ],
      });
    }
  }
}
