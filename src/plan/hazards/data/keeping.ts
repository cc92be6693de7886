import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { annotationOf, syncOptionsOf } from '../../argocd.ts';
import { isKeptInAws } from '../aws/controllers.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

interface Keeper {
  readonly of: (object: KubernetesObject | undefined) => string | undefined;
  /** Where what the object stands for is kept when the object itself goes. */
  readonly outside?: string;
  /** What happens without. */
  readonly effect: string;
}

/** What keeps an object, or what it stands for, when it leaves git. */
const keepers: readonly Keeper[] = [
  {
    of: (object) => ['Prune=false', 'Prune=confirm'].find((option) => syncOptionsOf(object).has(option)),
    effect: 'is deleted from now on when it leaves git',
  },
  {
    of: (object) => (isKeptInAws(object) ? 'deletion-policy: retain' : undefined),
    outside: 'AWS',
    effect: 'goes in AWS too from now on when it leaves git',
  },
  {
    of: keptByCrossplane,
    outside: 'the cloud',
    effect: 'goes in the cloud too from now on when it leaves git',
  },
  ...[
    // Config Connector and Azure Service Operator, by their references of annotations.
    { name: 'cnrm.cloud.google.com/deletion-policy', keeps: /^abandon$/, outside: 'Google Cloud' },
    {
      name: 'serviceoperator.azure.com/reconcile-policy',
      keeps: /^(?:detach-on-delete|skip)$/,
      outside: 'Azure',
    },
  ].map(
    ({ name, keeps, outside }): Keeper => ({
      of: (object) => {
        const policy = annotationOf(object, name);
        return policy !== undefined && keeps.test(policy) ? `${name}: ${policy}` : undefined;
      },
      outside,
      effect: `goes in ${outside} too from now on when it leaves git`,
    }),
  ),
];

/** Crossplane 2.0, `apis/common/v1/policies.go`: all policies that are named, `*` being all there are. */
function keptByCrossplane(object: KubernetesObject | undefined): string | undefined {
  const { forProvider, deletionPolicy, managementPolicies: policies } = fieldsOf(object, 'spec');
  if (forProvider === undefined) return undefined;
  if (deletionPolicy === 'Orphan') return 'deletionPolicy: Orphan';
  const isKept = Array.isArray(policies) && !policies.includes('*') && !policies.includes('Delete');
  return isKept ? 'managementPolicies without Delete' : undefined;
}

/** That what an object stands for stays outside of the cluster, and why. */
export function keptOutside(object: KubernetesObject | undefined): string | undefined {
  return keepers
    .filter(({ outside }) => outside !== undefined)
    .map(({ of, outside }) => ({ outside, keeper: of(object) }))
    .filter(({ keeper }) => keeper !== undefined)
    .map(({ outside, keeper }) => `stays in ${outside} (${keeper})`)[0];
}

/** What is kept no more when it leaves git. */
export function keepingCuts({ before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  return keepers.flatMap(({ of, effect }): Hazard[] => {
    const keeper = of(before);
    if (keeper === undefined || of(after) !== undefined) return [];
    const message = `${effect}: ${keeper} is gone`;
    return [{ severity: 'warning', rule: 'protection-cut', message, path: ['metadata'] }];
  });
}
