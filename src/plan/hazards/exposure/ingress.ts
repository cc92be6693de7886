import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { annotationOf } from '../../argocd.ts';
import type { Exposure } from './exposed.ts';
import { isIngressHostWithin } from './hosts.ts';
import { isPathWithin, type RoutedPath } from './routed-paths.ts';

const scheme = 'alb.ingress.kubernetes.io/scheme';

/**
 * Names an Ingress is reachable as; and places below names that it was reachable as before.
 *
 * @param placesOf where an object is reachable. Default: that of an Ingress
 */
export function ingressExposures(
  ingress: KubernetesObject,
  before?: KubernetesObject,
  placesOf: (object: KubernetesObject) => Place[] = placesOfIngress,
): Exposure[] {
  const places = placesOf(ingress);
  const old = before === undefined ? [] : placesOf(before);
  const hosts = new Map(places.map((place) => [place.host, place.hostPath]));
  const isKnown = (name: string): boolean => old.some(({ host }) => isIngressHostWithin(name, host));
  const inside = places.filter((place) => isKnown(place.host) && !old.some((each) => isWithin(place, each)));
  return [
    ...[...hosts].filter(([host]) => !isKnown(host)).map(([host, path]) => exposure(host, path)),
    ...inside.map(({ host, prefix, path }) => exposure(`${host}${prefix}`, path)),
    ...(annotationOf(ingress, scheme) === 'internet-facing'
      ? [
          {
            key: scheme,
            message: `is reachable from the internet (${scheme})`,
            path: ['metadata', 'annotations'],
          },
        ]
      : []),
  ];
}

function exposure(name: string, path: Path): Exposure {
  const message = `is reachable from outside as ${name}`;
  return { key: message, message, path };
}

interface Place extends RoutedPath {
  readonly host: string;
  readonly hostPath: Path;
  readonly path: Path;
  /** What must hold too. */
  readonly conditions?: readonly string[];
}

/** Who names no host takes any; who has a default is reachable everywhere. */
function placesOfIngress(ingress: KubernetesObject): Place[] {
  const byDefault = fieldsOf(ingress, 'spec')['defaultBackend'];
  const path = ['spec', 'defaultBackend'];
  return [
    ...selectMaps(ingress, 'spec.rules[]').flatMap((rule) => {
      const host = textOf(rule.value, 'host') ?? 'any name';
      const hostPath = 'host' in rule.value ? [...rule.path, 'host'] : rule.path;
      const paths = selectMaps(rule.value, 'http.paths[]', rule.path);
      const at = paths.map(({ value, path: place }) => ({
        host,
        hostPath,
        prefix: textOf(value, 'path') ?? '/',
        isExact: value['pathType'] === 'Exact',
        path: place,
      }));
      return at.length > 0 ? at : [{ host, hostPath, prefix: '/', isExact: false, path: rule.path }];
    }),
    ...(byDefault === undefined
      ? []
      : [{ host: 'any name', hostPath: path, prefix: '/', isExact: false, path }]),
  ];
}

function isWithin(one: Place, wider: Place): boolean {
  const asked = new Set(one.conditions);
  return (
    isIngressHostWithin(one.host, wider.host) &&
    isPathWithin(one, wider) &&
    new Set(wider.conditions).isSubsetOf(asked)
  );
}
