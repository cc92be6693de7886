import type { Pods } from '../../kubernetes/pods.ts';
import type { Path } from '../../manifest/path.ts';
import { quantityOf } from '../../manifest/quantity.ts';
import { type Fields, fieldsOf, type Selected, select, selectMaps } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import { invalid } from './problems.ts';
import { compareAmounts, requestsWithinLimits } from './resources.ts';

/** Resources of a pod as a whole, which its containers share (`validatePodResources`). */
export function podResourcesAreSound({ spec, specPath }: Pods): Problem[] {
  const resources = fieldsOf(spec, 'resources');
  if (Object.keys(resources).length === 0) return [];
  const at = [...specPath, 'resources'];
  return [
    ...namesOfPods(resources, at),
    ...requestsWithinLimits(resources, at),
    ...requestsHoldContainers(spec, fieldsOf(resources, 'requests'), [...at, 'requests']),
    ...limitsHoldContainers(spec, specPath, fieldsOf(resources, 'limits')),
  ];
}

function namesOfPods(resources: Fields, at: Path): Problem[] {
  const unknown = ['requests{}', 'limits{}']
    .flatMap((pattern) => select(resources, pattern, at))
    .filter(({ path }) => !/^(?:cpu|memory|hugepages-.+)$/.test(String(path.at(-1))))
    .map(({ path }) =>
      invalid(
        path,
        `${JSON.stringify(path.at(-1))} is no resource of a pod as a whole`,
        'cpu, memory, hugepages-SIZE',
      ),
    );
  const next = 'move them to the resources of a container';
  return (resources['claims'] ?? null) === null
    ? unknown
    : [...unknown, { ...invalid([...at, 'claims'], 'are for containers alone', 'none'), next }];
}

function requestsHoldContainers(spec: Fields, requests: Fields, at: Path): Problem[] {
  return Object.entries(requests).flatMap(([name, request]) => {
    const most = quantityOf(request);
    if (most === undefined || requestedTogether(spec, name) <= most.nano) return [];
    const message = `${String(request)} is less than the containers request together`;
    return [invalid([...at, name], message, `at least the ${name} that they request together`)];
  });
}

function limitsHoldContainers(spec: Fields, specPath: Path, limits: Fields): Problem[] {
  return selectMaps(spec, 'containers[].resources.limits', specPath).flatMap(({ value, path }) =>
    Object.entries(value)
      .filter(([name, limit]) => (compareAmounts(limit, limits[name]) ?? 0) > 0)
      .map(([name, limit]) => {
        const most = String(limits[name]);
        const message = `${String(limit)} is more than the limit of the pod, which is ${most}`;
        return invalid([...path, name], message, `at most ${most}`);
      }),
  );
}

/** `AggregateContainerRequests`, in 10⁻⁹: init containers run one by one, beside the sidecars before them. */
function requestedTogether(spec: Fields, name: string): bigint {
  const requested = (containers: readonly Selected<Fields>[]): bigint =>
    containers.reduce(
      (sum, { value }) => sum + (quantityOf(fieldsOf(value, 'resources', 'requests')[name])?.nano ?? 0n),
      0n,
    );
  const inits = selectMaps(spec, 'initContainers[]');
  const isSidecar = ({ value }: Selected<Fields>): boolean => value['restartPolicy'] === 'Always';
  const whileStarting = inits.map((init, index) =>
    requested([...inits.slice(0, index).filter(isSidecar), init]),
  );
  const whileRunning = requested([...inits.filter(isSidecar), ...selectMaps(spec, 'containers[]')]);
  return [...whileStarting, whileRunning].reduce((most, each) => (each > most ? each : most));
}
