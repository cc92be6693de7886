import { isRecord } from '../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import { type Fields, isEmpty, type Wrong } from './struct.ts';

/** `successThreshold` may be more than 1 for readiness alone, which never ends a container. */
export function probesFit(container: Fields): Wrong[] {
  const wrong: Wrong[] = [];
  for (const probe of ['livenessProbe', 'startupProbe']) {
    const threshold = fieldsOf(container, probe)['successThreshold'];
    if (typeof threshold !== 'number' || threshold <= 1) continue;
    wrong.push({
      at: [probe, 'successThreshold'],
      message: `${threshold} is for readiness probes alone`,
      allowed: '1',
      next: 'remove it',
    });
  }
  if (typeof fieldsOf(container, 'readinessProbe')['terminationGracePeriodSeconds'] === 'number') {
    wrong.push({
      at: ['readinessProbe', 'terminationGracePeriodSeconds'],
      message: 'a readiness probe ends no container',
      allowed: 'none',
      next: 'remove it, or set it at the liveness probe',
    });
  }
  return wrong;
}

const forLongRunning = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** A container that must end before others start is not probed, unless it is a sidecar. */
export function initContainersEnd(spec: Fields): Wrong[] {
  return selectMaps(spec, 'initContainers[]').flatMap(({ value, path }) =>
    forLongRunning
      .filter((field) => value['restartPolicy'] !== 'Always' && isRecord(value[field]))
      .map((field) => ({
        at: [...path, field],
        message: 'an init container ends before the others start: it has no probes and no lifecycle',
        allowed: 'none, or restartPolicy Always (a sidecar)',
        next: `remove ${field}, or set restartPolicy: Always`,
      })),
  );
}

export function hasNameServers({ dnsPolicy, dnsConfig }: Fields): Wrong[] {
  if (dnsPolicy !== 'None' || !isEmpty(fieldsOf(dnsConfig)['nameservers'])) return [];
  return [
    {
      at: ['dnsPolicy'],
      message: 'None leaves the pod without a name server',
      allowed: 'dnsConfig.nameservers with at least one address, beside None',
      next: 'add dnsConfig.nameservers, or choose another policy',
    },
  ];
}

/** In the network of the node, a container's port is the node's. */
export function hostPortsAreTheirOwn(spec: Fields): Wrong[] {
  if (spec['hostNetwork'] !== true) return [];
  return selectMaps(spec, 'containers[].ports[]')
    .filter(({ value: { hostPort, containerPort } }) => hostPort !== containerPort && (hostPort ?? 0) !== 0)
    .map(({ value: { hostPort, containerPort }, path }) => ({
      at: [...path, 'hostPort'],
      message: `${String(hostPort)} is not containerPort, which is ${String(containerPort)}, in the network of the node`,
      allowed: `${String(containerPort)}, or none`,
      next: 'remove hostPort, or hostNetwork',
    }));
}

export function deniesAndGrants({ allowPrivilegeEscalation, privileged, capabilities }: Fields): Wrong[] {
  if (allowPrivilegeEscalation !== false) return [];
  const added = fieldsOf(capabilities)['add'];
  const granted =
    privileged === true
      ? 'privileged'
      : Array.isArray(added) && added.includes('CAP_SYS_ADMIN')
        ? 'capabilities.add CAP_SYS_ADMIN'
        : undefined;
  if (granted === undefined) return [];
  return [
    {
      at: ['allowPrivilegeEscalation'],
      message: `false contradicts ${granted}`,
      allowed: `true, or no ${granted}`,
      next: `remove ${granted}, or allowPrivilegeEscalation`,
    },
  ];
}

export function staysInsideVolume(mount: Fields): Wrong[] {
  return ['subPath', 'subPathExpr'].flatMap((field) => {
    const path = mount[field];
    if (typeof path !== 'string' || (!path.startsWith('/') && !path.split('/').includes('..'))) return [];
    return [
      {
        at: [field],
        message: `${JSON.stringify(path)} leads out of the volume`,
        allowed: 'a path below the root of the volume, without ..',
      },
    ];
  });
}

const itself = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const inVariables = [
  ...itself,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const inVolumes = [...itself, 'metadata.labels', 'metadata.annotations'];
/** Another name of `spec.nodeName`. */
const formerly = 'spec.host';
const subscripted = /^metadata\.(?:annotations|labels)\['.*'\]$/s;
const resource = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/s;

export function tellsOfItself(source: Fields): Wrong[] {
  const told =
    fieldsOf(source, 'fieldRef')['fieldPath'] === formerly ? [] : fieldIsKnown(source, inVariables);
  return [...told, ...resourceIsKnown(source)];
}

export function volumeTellsOfPod(file: Fields): Wrong[] {
  return [...fieldIsKnown(file, inVolumes), ...(file['fieldRef'] ? [] : resourceIsKnown(file))];
}

function fieldIsKnown({ fieldRef }: Fields, known: readonly string[]): Wrong[] {
  const path = fieldsOf(fieldRef)['fieldPath'];
  if (typeof path !== 'string' || known.includes(path) || subscripted.test(path)) return [];
  return [
    {
      at: ['fieldRef', 'fieldPath'],
      message: `${JSON.stringify(path)} is no field that a pod is told of itself here`,
      allowed: `${known.join(', ')}, metadata.annotations['NAME'], metadata.labels['NAME']`,
    },
  ];
}

function resourceIsKnown({ resourceFieldRef }: Fields): Wrong[] {
  const name = fieldsOf(resourceFieldRef)['resource'];
  if (typeof name !== 'string' || resource.test(name)) return [];
  return [
    {
      at: ['resourceFieldRef', 'resource'],
      message: `${JSON.stringify(name)} is no resource that a container is told of itself`,
      allowed: 'limits or requests of cpu, memory, ephemeral-storage or hugepages-SIZE, such as limits.cpu',
    },
  ];
}
