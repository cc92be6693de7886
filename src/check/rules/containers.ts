import type { Pods } from '../../kubernetes/pods.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, type Selected, select, selectMaps, selectTexts } from '../../manifest/select.ts';
import { repeated } from '../../schema/repeated.ts';
import type { Problem } from '../../schema/verdict.ts';

/**
 * Names that are to be told apart within one pod (`pkg/apis/core/validation`): of containers in its several lists, of
 * ports. What the items of one list are known by, the schema tells.
 */
export function containerNames({ containers }: Pods): Problem[] {
  const lists = [...Map.groupBy(containers, ({ path }) => path.at(-2)).values()];
  const names = lists.flatMap((list) =>
    distinct(list.flatMap((each) => selectTexts(each.value, 'name', each.path))),
  );
  return [
    ...eachOnce(names, 'container'),
    ...containers.flatMap(({ value, path }) =>
      eachOnce(selectTexts(value, 'ports[].name', path), 'port name'),
    ),
  ];
}

function distinct(names: readonly Selected<string>[]): Selected<string>[] {
  const others = repeated(names, ({ value }) => value);
  return names.filter((name) => !others.includes(name));
}

function eachOnce(names: readonly Selected<string>[], what: string): Problem[] {
  return repeated(names, ({ value }) => value).map(({ value, path }) => ({
    severity: 'error',
    rule: 'duplicate-name',
    path,
    message: `${JSON.stringify(value)} is the ${what} of an earlier item too`,
    next: 'rename or remove one of the two',
  }));
}

/** What a container mounts must be a volume of its pod. */
export function volumesExist(
  { spec, specPath, containers }: Pods,
  claimTemplates: readonly string[],
): Problem[] {
  const volumes = new Set([
    ...selectTexts(spec, 'volumes[].name', specPath).map(({ value }) => value),
    ...claimTemplates,
  ]);
  const used = containers.flatMap(({ value, path }) => [
    ...selectTexts(value, 'volumeMounts[].name', path),
    ...selectTexts(value, 'volumeDevices[].name', path),
  ]);
  return used
    .filter(({ value }) => !volumes.has(value))
    .map(({ value, path }) => ({
      severity: 'error',
      rule: 'missing-volume',
      path,
      message: `${JSON.stringify(value)} is no volume of the pod`,
      allowed: volumes.size === 0 ? 'none: the pod has no volumes' : [...volumes].join(', '),
      next: 'add the volume, or correct the name',
    }));
}

const probes = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.postStart',
  'lifecycle.preStop',
];

/** A probe that names a port must name one of its own container. */
export function probePortsExist({ containers }: Pods): Problem[] {
  return containers.flatMap(({ value: container, path }) => {
    const ports = selectTexts(container, 'ports[].name').map(({ value }) => value);
    return probes
      .flatMap((probe) =>
        ['httpGet', 'tcpSocket'].flatMap((kind) => selectTexts(container, `${probe}.${kind}.port`, path)),
      )
      .filter(({ value }) => !/^\d+$/.test(value) && !ports.includes(value))
      .map((port) => missingPort(port.value, port.path, ports));
  });
}

function missingPort(name: string, path: Path, ports: readonly string[]): Problem {
  return {
    severity: 'error',
    rule: 'missing-port',
    path,
    message: `the container has no port named ${JSON.stringify(name)}`,
    allowed:
      ports.length === 0 ? 'a number: the container names no ports' : `${ports.join(', ')}, or a number`,
    next: 'name the port in the container, or correct the name',
  };
}

const policies: readonly string[] = ['Always', 'Never', 'OnFailure'];

const restartPolicies: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    'apps/DaemonSet': ['Always'],
    'apps/Deployment': ['Always'],
    'apps/ReplicaSet': ['Always'],
    'apps/StatefulSet': ['Always'],
    'batch/CronJob': ['OnFailure', 'Never'],
    'batch/Job': ['OnFailure', 'Never'],
    ReplicationController: ['Always'],
  }),
);

/** Jobs end, other workloads do not: the API server takes no other restart policy. The default is `Always`. */
export function restartPolicyFits(type: string, { spec, specPath }: Pods): Problem[] {
  const allowed = restartPolicies.get(type);
  const [policy] = select(spec, 'restartPolicy');
  const value = policy?.value ?? 'Always';
  // What is no policy of any pod, the schema tells.
  if (allowed === undefined || typeof value !== 'string' || !policies.includes(value)) return [];
  if (allowed.includes(value)) return [];
  return [
    {
      severity: 'error',
      rule: 'restart-policy',
      path: [...specPath, 'restartPolicy'],
      message: `pods of a ${type.slice(type.indexOf('/') + 1)} cannot have the restart policy ${value}${policy === undefined ? ' (the default)' : ''}`,
      allowed: allowed.join(', '),
    },
  ];
}

/** Names of the claims that a StatefulSet makes for each pod, which its containers may mount. */
export function claimTemplatesOf(object: unknown): string[] {
  return selectMaps(object, 'spec.volumeClaimTemplates[]').flatMap(({ value }) =>
    selectTexts(fieldsOf(value, 'metadata'), 'name').map((name) => name.value),
  );
}
