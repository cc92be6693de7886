import { podsOf } from '../../../kubernetes/pods.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const prometheus = 'a Prometheus that chooses by it no longer goes by this';

/** Of kinds that others choose by their labels: what becomes of these. */
const chosen: Readonly<Record<string, string>> = {
  Namespace: 'what chooses namespaces by it, as policies and webhooks, no longer means this one',
  Service: 'monitors that choose Services by it no longer see this one',
  'monitoring.coreos.com/AlertmanagerConfig': 'an Alertmanager that chooses by it no longer goes by this',
  'monitoring.coreos.com/PodMonitor': prometheus,
  'monitoring.coreos.com/Probe': prometheus,
  'monitoring.coreos.com/PrometheusRule': prometheus,
  'monitoring.coreos.com/ScrapeConfig': prometheus,
  'monitoring.coreos.com/ServiceMonitor': prometheus,
};

/**
 * What says how an object was made, or who has made it, so that nothing chooses by it; what other rules tell of; and
 * what the API server sets by itself.
 */
const unchosen =
  /^(?:.*[./])?(?:chart|heritage|managed-by|created-by|version|revision|pod-template-hash)$|^(?:pod-security\.kubernetes|kustomize\.toolkit\.fluxcd|helm\.toolkit\.fluxcd|istio)\.io\/|^istio-injection$|^kubernetes\.io\/metadata\.name$|^velero\.io\//;

/** Labels that go, by which others may have chosen the object, or its pods. */
export function lostLabels({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const effect = chosen[type];
  const isMonitor = type.startsWith('monitoring.coreos.com/');
  const [old, now] = [before, after].map((object) => podsOf(type, object));
  return [
    ...(effect === undefined
      ? []
      : told(
          'is',
          lostOf(fieldsOf(before, 'metadata', 'labels'), fieldsOf(after, 'metadata', 'labels'), isMonitor),
          effect,
          ['metadata', 'labels'],
        )),
    ...(old === undefined || now === undefined
      ? []
      : told(
          'its pods are',
          lostOf(old.labels, now.labels, false),
          'what chooses pods by it, as network policies and budgets, no longer means them',
          now.labelsPath,
        )),
  ];
}

/** Monitors are usually chosen by labels without a prefix, as `release` or `team` in the guides of the Prometheus operator. */
function lostOf(was: Fields, is: Fields, areValuesChosen: boolean): string[] {
  return Object.entries(was)
    .filter(([name]) => !unchosen.test(name))
    .filter(
      ([name, value]) => !(name in is) || (areValuesChosen && !name.includes('/') && is[name] !== value),
    )
    .map(([name, value]) => `${name}=${shown(value)}`);
}

function told(who: string, labels: readonly string[], effect: string, path: Path): Hazard[] {
  if (labels.length === 0) return [];
  const message = `${who} no longer labelled ${labels.join(', ')}: ${effect}`;
  return [{ severity: 'warning', rule: 'selector-change', message, path }];
}
