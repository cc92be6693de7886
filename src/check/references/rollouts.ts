import { type Fields, type Selected, selectMaps, selectTexts, textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
import { missingReference } from './missing.ts';

/** Where a Rollout names AnalysisTemplates. */
export const analyses = [
  'spec.strategy.canary.analysis.templates[]',
  'spec.strategy.canary.steps[].analysis.templates[]',
  'spec.strategy.blueGreen.prePromotionAnalysis.templates[]',
  'spec.strategy.blueGreen.postPromotionAnalysis.templates[]',
];

/** What a Rollout of Argo Rollouts refers to beyond plain names: AnalysisTemplates, and routes of VirtualServices. */
export function rolloutReferences(from: CheckedObject, inventory: Inventory): Problem[] {
  const { namespace } = from.identity;
  const istio = 'spec.strategy.canary.trafficRouting.istio';
  const virtualServices = [
    ...selectMaps(from.object, `${istio}.virtualService`),
    ...selectMaps(from.object, `${istio}.virtualServices[]`),
  ];
  return [
    ...analyses
      .flatMap((pattern) => selectMaps(from.object, pattern))
      .flatMap(({ value, path }) => {
        const name = textOf(value, 'templateName');
        if (name === undefined) return [];
        const type = `argoproj.io/${value['clusterScope'] === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'}`;
        return missingReference(from, [...path, 'templateName'], { type, namespace, name }, inventory);
      }),
    ...virtualServices.flatMap((reference) => virtualService(from, reference, inventory)),
  ];
}

function virtualService(
  from: CheckedObject,
  { value, path }: Selected<Fields>,
  inventory: Inventory,
): Problem[] {
  const written = textOf(value, 'name');
  if (written === undefined) return [];
  // `name.namespace` reaches into another namespace.
  const [name = '', namespace = from.identity.namespace] = written.split('.');
  const type = 'networking.istio.io/VirtualService';
  const found = inventory.find(type, namespace, name);
  if (found === undefined)
    return missingReference(from, [...path, 'name'], { type, namespace, name }, inventory);
  const routes = selectTexts(found.object, 'spec.http[].name').map((route) => route.value);
  return selectTexts(value, 'routes[]', path)
    .filter((route) => !routes.includes(route.value))
    .map((route) => ({
      severity: 'error',
      rule: 'missing-route',
      path: route.path,
      message: `the VirtualService ${JSON.stringify(name)} has no HTTP route ${JSON.stringify(route.value)}`,
      allowed: routes.length === 0 ? 'none: it names no HTTP routes' : routes.join(', '),
      next: 'name the route in the VirtualService, or correct the name',
    }));
}
