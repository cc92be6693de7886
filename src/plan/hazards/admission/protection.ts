import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

interface Guard {
  /** What it says and where, each by a name; one that is gone, or says less, guards less. */
  readonly find: (object: KubernetesObject) => ReadonlyMap<string, Path>;
  readonly message: string;
  /** Who says less than one of them says less than those after it too. */
  readonly isLadder?: true;
}

const admission = 'admissionregistration.k8s.io';
const retention = 'persistentVolumeClaimRetentionPolicy';

/** What runs before an object goes, of any kind. That others go first is no duty of anybody's. */
const finalizers: Guard = {
  find: (object) => named(object, 'metadata.finalizers[]', (name) => name !== 'foregroundDeletion'),
  message: 'is no longer among its finalizers: what that cleans up is left behind when the object goes',
};

/** Of what admission policies do where they cannot be evaluated; who says nothing refuses. */
const failure = (message: string): Guard => ({
  find: (object) =>
    new Map((fieldsOf(object, 'spec')['failurePolicy'] ?? 'Fail') === 'Fail' ? [['Fail', ['spec']]] : []),
  message,
});

/** One port may be named in several ways: fewer of them for one path are told. */
const measured = (endpoints: string): Guard => ({
  find: (object) => {
    const paths = selectMaps(object, endpoints).map(({ value }) => textOf(value, 'path') ?? '/metrics');
    return new Map(
      paths.map((path, index) => {
        const place = paths.slice(0, index + 1).filter((each) => each === path).length;
        return [place === 1 ? path : `${path} of one of its ${place} ports`, ['spec']];
      }),
    );
  },
  message: 'is no longer measured: what goes by it, as alerts and scalers, sees nothing',
});

/** Where all versions of a definition have it, any may be asked. */
function subresource(name: string, effect: string): Guard {
  return {
    find: (object) => {
      const versions = selectMaps(object, 'spec.versions[]').map(({ value }) => value);
      const isThere = versions.length > 0 && versions.every((each) => name in fieldsOf(each, 'subresources'));
      return new Map(isThere ? [[name, ['spec', 'versions']]] : []);
    },
    message: `is no longer a subresource of all its versions: ${effect}`,
  };
}

const guards: Readonly<Record<string, readonly Guard[]>> = {
  Namespace: [
    {
      find: (object) => new Map(podSecurity(object).map((level) => [level, ['metadata', 'labels']])),
      message: 'is no longer enforced by Pod Security on the pods in it',
      isLadder: true,
    },
  ],
  [`${admission}/MutatingAdmissionPolicy`]: [
    failure('is no longer its failurePolicy: requests pass as they are where it cannot be evaluated'),
  ],
  [`${admission}/ValidatingAdmissionPolicy`]: [
    failure('is no longer its failurePolicy: requests pass where it cannot be evaluated'),
  ],
  [`${admission}/ValidatingAdmissionPolicyBinding`]: [
    {
      find: (object) => named(object, 'spec.validationActions[]', (action) => action === 'Deny'),
      message: 'is no longer what it does: requests that its policy refuses pass',
    },
    {
      find: (object) => named(object, 'spec.paramRef.parameterNotFoundAction', (action) => action === 'Deny'),
      message: 'is no longer what it does without its parameter: requests pass',
    },
  ],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    {
      find: (object) =>
        new Map(
          selectMaps(object, 'spec.versions[]')
            .filter(({ value }) => value['served'] === true)
            .map(({ value }) => [textOf(value, 'name') ?? '', ['spec', 'versions']]),
        ),
      message: 'is no longer served: whoever uses this version fails, and objects stored in it may be lost',
    },
    subresource('status', 'controllers that write it there fail'),
    subresource('scale', 'scalers that set it there fail'),
    {
      find: (object) =>
        named(
          object,
          'spec.conversion.strategy',
          (strategy) => strategy === 'Webhook' && select(object, 'spec.versions[]').length > 1,
        ),
      message:
        'no longer converts objects between its versions: what one version calls otherwise is lost in the other',
    },
  ],
  'apps/StatefulSet': [
    {
      find: (object) =>
        new Map(
          ['whenDeleted', 'whenScaled']
            .filter((when) => (fieldsOf(object, 'spec', retention)[when] ?? 'Retain') === 'Retain')
            .map((when) => [`Retain ${when}`, ['spec', retention]]),
        ),
      message: 'is no longer how its volumes are treated: they are deleted with their data',
    },
  ],
  'monitoring.coreos.com/PodMonitor': [measured('spec.podMetricsEndpoints[]')],
  'monitoring.coreos.com/ServiceMonitor': [measured('spec.endpoints[]')],
  PersistentVolume: [
    {
      find: (object) => named(object, 'spec.persistentVolumeReclaimPolicy', (policy) => policy === 'Retain'),
      message: 'is no longer its reclaim policy: the data goes with its claim',
    },
  ],
  'security.istio.io/PeerAuthentication': [
    {
      find: (object) => named(object, 'spec.mtls.mode', (mode) => mode === 'STRICT'),
      message: 'is no longer its mode: traffic that is not encrypted is accepted',
    },
    {
      // Ports go by the mode of all until they have their own.
      find: (object) => {
        const modes = Object.entries(fieldsOf(object, 'spec', 'portLevelMtls'));
        const open = modes.filter(
          ([, port]) => !/^(?:STRICT|UNSET)$/.test(shown(fieldsOf({ port }, 'port')['mode'])),
        );
        return new Map(open.length > 0 ? [] : [['STRICT', ['spec', 'portLevelMtls']]]);
      },
      message: 'is no longer the mode of all its ports: traffic that is not encrypted is accepted',
    },
  ],
};

/** What confines or upholds something, and does so no more. */
export function protectionCuts({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const warn = (message: string, path: Path): Hazard => ({
    severity: 'warning',
    rule: 'protection-cut',
    message,
    path,
  });
  return [finalizers, ...(guards[type] ?? [])].flatMap(({ find, message, isLadder }) => {
    const now = find(after);
    const lost = [...find(before)].filter(([name]) => !now.has(name));
    return lost.slice(0, isLadder ? 1 : undefined).map(([name, path]) => warn(`${name} ${message}`, path));
  });
}

const levels = ['privileged', 'baseline', 'restricted'];

/** The levels that are enforced: who enforces one enforces those below it. */
function podSecurity(namespace: KubernetesObject): string[] {
  const level = textOf(fieldsOf(namespace, 'metadata', 'labels'), 'pod-security.kubernetes.io/enforce');
  return levels.slice(1, levels.indexOf(level ?? '') + 1);
}

function named(
  object: KubernetesObject,
  pattern: string,
  wanted: (value: unknown) => boolean = () => true,
): ReadonlyMap<string, Path> {
  const found = select(object, pattern).filter(({ value }) => wanted(value));
  return new Map(found.map(({ value, path }) => [shown(value), path]));
}
