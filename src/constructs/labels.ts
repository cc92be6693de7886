import type { AppContext } from './app.ts';

export type Labels = Readonly<Record<string, string>>;

/**
 * Labels of every object: Kubernetes' recommended ones, and what cost reports group by.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function standardLabels(context: AppContext): Labels {
  return {
    'app.kubernetes.io/name': context.app,
    'app.kubernetes.io/part-of': context.product,
    'app.kubernetes.io/managed-by': 'plumbline',
    'plumbline.dev/environment': context.environment.name,
    'plumbline.dev/region': context.region.name,
    'plumbline.dev/owner': context.owner,
    'plumbline.dev/cost-center': context.costCenter,
    'plumbline.dev/tier': String(context.tier),
  };
}

/**
 * What selects a workload's pods, and nothing more: selectors of workloads are immutable, so they must survive a new
 * owner, tier or environment name.
 *
 * @param component the workload's object name, unique within the app
 */
export function selectorLabels(context: AppContext, component: string): Labels {
  return { 'app.kubernetes.io/name': context.app, 'app.kubernetes.io/component': component };
}

/** Labels of a workload's pods: a superset of its selector. */
export function podLabels(context: AppContext, component: string): Labels {
  return { ...standardLabels(context), ...selectorLabels(context, component) };
}
