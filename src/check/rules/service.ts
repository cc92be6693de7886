import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, selectTexts, textOf } from '../../manifest/select.ts';
import { dnsSubdomain } from '../../schema/names.ts';
import { repeated } from '../../schema/repeated.ts';
import { isEmpty } from '../../schema/structs/struct.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { invalid, missing, refused } from './problems.ts';

/** Services (`pkg/apis/core/validation`, `ValidateService`). */
export function serviceRules({ object }: CheckedObject): Problem[] {
  const spec = fieldsOf(object, 'spec');
  return [
    ...portNames(object),
    ...nodePorts(spec),
    ...hasPorts(spec),
    ...fitsType(spec),
    ...externalName(spec),
  ];
}

/** Ports of a Service: named once there are several, and each name once. */
function portNames(object: CheckedObject['object']): Problem[] {
  const ports = selectMaps(object, 'spec.ports[]');
  if (ports.length < 2) return [];
  const unnamed = ports.filter(({ value }) => textOf(value, 'name') === undefined);
  const named = repeated(selectTexts(object, 'spec.ports[].name'), ({ value }) => value);
  return [
    ...unnamed.map(
      ({ path }): Problem => ({
        severity: 'error',
        rule: 'unnamed-port',
        path,
        message: 'has no name, though the Service has several ports',
        next: 'name every port',
      }),
    ),
    ...named.map(
      ({ value, path }): Problem => ({
        severity: 'error',
        rule: 'duplicate-name',
        path,
        message: `${JSON.stringify(value)} is the name of an earlier port too`,
        next: 'rename one of the two',
      }),
    ),
  ];
}

/** A port of nodes is for one port of the Service, which may be there for several protocols (`initNodePorts`). */
function nodePorts(spec: Fields): Problem[] {
  const portsOf = new Map<number, unknown>();
  const seen = new Set<string>();
  const ofPorts = selectMaps(spec, 'ports[]', ['spec']).flatMap(({ value, path }): Problem[] => {
    const { nodePort, port } = value;
    if (typeof nodePort !== 'number' || nodePort === 0) return [];
    const each = `${nodePort}/${textOf(value, 'protocol') ?? 'TCP'}`;
    if (!seen.has(each) && (portsOf.get(nodePort) ?? port) === port) {
      seen.add(each);
      portsOf.set(nodePort, port);
      return [];
    }
    return [takenPort([...path, 'nodePort'], `${each} is the nodePort of an earlier port too`)];
  });
  const { healthCheckNodePort } = spec;
  if (typeof healthCheckNodePort !== 'number' || !portsOf.has(healthCheckNodePort)) return ofPorts;
  const message = `${healthCheckNodePort} is the nodePort of a port too`;
  return [...ofPorts, takenPort(['spec', 'healthCheckNodePort'], message)];
}

function takenPort(path: Path, message: string): Problem {
  const next = 'give one of the two another number, or none';
  return { severity: 'error', rule: 'duplicate-port', path, message, next };
}

function hasPorts(spec: Fields): Problem[] {
  const ports = spec['ports'] ?? [];
  const needsNone = typeOf(spec) === 'ExternalName' || isHeadless(spec);
  if (needsNone || !Array.isArray(ports) || ports.length > 0) return [];
  const allowed = 'at least one port; none only with clusterIP: None or type: ExternalName';
  return [{ ...missing(['spec', 'ports'], allowed), next: 'add the ports that the Service is asked on' }];
}

/** Fields that only some types of Service may set. */
const typesOf: Readonly<Record<string, readonly string[]>> = {
  allocateLoadBalancerNodePorts: ['LoadBalancer'],
  clusterIP: ['ClusterIP', 'LoadBalancer', 'NodePort'],
  externalTrafficPolicy: ['LoadBalancer', 'NodePort'],
  ipFamilies: ['ClusterIP', 'LoadBalancer', 'NodePort'],
  ipFamilyPolicy: ['ClusterIP', 'LoadBalancer', 'NodePort'],
  loadBalancerClass: ['LoadBalancer'],
  loadBalancerSourceRanges: ['LoadBalancer'],
};

function fitsType(spec: Fields): Problem[] {
  const type = typeOf(spec);
  // External addresses, too, let in what is outside.
  const isOpen = type === 'ClusterIP' && !isEmpty(spec['externalIPs']);
  const misplaced = Object.entries(typesOf)
    .filter(([field, types]) => !isEmpty(spec[field]) && !types.includes(type))
    .filter(([field]) => !(isOpen && field === 'externalTrafficPolicy'))
    .map(([field, types]) => misplacedField(['spec', field], type, types));
  const ofNodes = select(spec, 'ports[].nodePort', ['spec'])
    .filter(({ value }) => type === 'ClusterIP' && typeof value === 'number' && value !== 0)
    .map(({ path }) => misplacedField(path, type, ['NodePort', 'LoadBalancer']));
  const headless =
    isHeadless(spec) && (type === 'NodePort' || type === 'LoadBalancer')
      ? [misplacedField(['spec', 'clusterIP'], type, ['ClusterIP'], 'None ')]
      : [];
  return [...misplaced, ...ofNodes, ...headless];
}

function misplacedField(path: Path, type: string, types: readonly string[], what = ''): Problem {
  const allowed = types.join(', ');
  const message = `${what}is nothing that a Service of type ${type} may have`;
  return {
    ...refused('misplaced-field', path, message, `with type ${allowed} only`),
    next: `remove it, or set spec.type to ${types[0]}`,
  };
}

function externalName(spec: Fields): Problem[] {
  if (typeOf(spec) !== 'ExternalName') return [];
  const name = textOf(spec, 'externalName') ?? '';
  // The root of all domains may be named.
  if (dnsSubdomain.test(name.replace(/\.$/, ''))) return [];
  const path = ['spec', 'externalName'];
  const allowed = 'a host name in lower case, such as db.example.com';
  return [
    name === '' ? missing(path, allowed) : invalid(path, `${JSON.stringify(name)} is no host name`, allowed),
  ];
}

function typeOf(spec: Fields): string {
  return textOf(spec, 'type') ?? 'ClusterIP';
}

function isHeadless(spec: Fields): boolean {
  return spec['clusterIP'] === 'None';
}
