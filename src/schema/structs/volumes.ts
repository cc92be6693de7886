import { fieldsOf, select, selectMaps } from '../../manifest/select.ts';
import { dnsLabel } from '../names.ts';
import { repeated } from '../repeated.ts';
import { type Fields, isEmpty, isSet, type StructRule, type Wrong } from './struct.ts';

function hasBackstep(path: string): boolean {
  return path.split('/').includes('..');
}

/** Whether a path may lead to what is not below where it starts. */
export function leadsOut(path: string): boolean {
  return path.startsWith('/') || hasBackstep(path);
}

const kinds = {
  /** `validatePathNoBacksteps` */
  straight: {
    leads: hasBackstep,
    allowed: 'a path without ..',
  },
  /** `validateLocalDescendingPath` */
  descending: {
    leads: leadsOut,
    allowed: 'a path below the root of the volume, without ..',
  },
  /** `validateLocalNonReservedPath`: what begins with `..` is the kubelet's own. */
  file: {
    leads: (path: string) => path.startsWith('..') || leadsOut(path),
    allowed: 'a path below the root of the volume, without .. and not beginning with it',
  },
} as const;

/** A path that may not lead out of where it starts. */
export function staysInside(kind: keyof typeof kinds, ...fields: readonly string[]): StructRule {
  const { leads, allowed } = kinds[kind];
  return (value) =>
    fields.flatMap((field) => {
      const path = value[field];
      if (typeof path !== 'string' || !leads(path)) return [];
      return [{ at: [field], message: `${JSON.stringify(path)} leads out of the volume`, allowed }];
    });
}

/** A claim that lives with its pod is named after it (`ValidatePersistentVolumeClaimTemplate`). */
export function takesNameOfPod({ volumeClaimTemplate }: Fields): Wrong[] {
  const metadata = fieldsOf(volumeClaimTemplate, 'metadata');
  return Object.keys(metadata)
    .filter((field) => field !== 'annotations' && field !== 'labels' && !isEmpty(metadata[field]))
    .map((field) => ({
      at: ['volumeClaimTemplate', 'metadata', field],
      message: 'is nothing that a claim of one pod may have',
      allowed: 'annotations, labels',
      next: 'remove it: the claim is named after the pod and the volume',
    }));
}

/** Of volumes, the API server has to be told whose resources are meant. */
export function namesContainer({ resourceFieldRef }: Fields): Wrong[] {
  const source = fieldsOf(resourceFieldRef);
  if (isEmpty(source) || !isEmpty(source['containerName'])) return [];
  return [
    {
      at: ['resourceFieldRef', 'containerName'],
      message: 'is missing',
      allowed: 'the name of a container of the pod',
    },
  ];
}

/** Of all that is put into one volume, each file has one source (`validateProjectionSources`). */
export function filesOnce(volume: Fields): Wrong[] {
  const files = ['secret', 'configMap'].flatMap((kind) =>
    select(volume, `sources[].${kind}.items[].path`).filter(({ value }) => typeof value === 'string'),
  );
  return repeated(files, ({ value }) => value).map(({ value, path }) => ({
    at: path,
    message: `${JSON.stringify(value)} is the file of another source too`,
    allowed: 'each path once',
    next: 'give one of the two another path',
  }));
}

/** What a container mounts on its node, it may mount if it may do everything there. */
export function mountsBothWays({ volumeMounts, securityContext }: Fields): Wrong[] {
  if (fieldsOf(securityContext)['privileged'] === true) return [];
  return selectMaps(volumeMounts, '[]', ['volumeMounts'])
    .filter(({ value }) => value['mountPropagation'] === 'Bidirectional')
    .map(({ path }) => ({
      at: [...path, 'mountPropagation'],
      message: 'Bidirectional is for privileged containers alone',
      allowed: 'HostToContainer, None',
      next: 'choose another, or set securityContext.privileged: true',
    }));
}

/** `validateMountRecursiveReadOnly` */
export function readsOnlyAllBelow({ recursiveReadOnly, readOnly, mountPropagation }: Fields): Wrong[] {
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') return [];
  if (readOnly === true && (mountPropagation ?? 'None') === 'None') return [];
  return [
    {
      at: ['recursiveReadOnly'],
      message: `${recursiveReadOnly} goes only with readOnly: true, and with mountPropagation None`,
      allowed: 'Disabled, or beside these two',
      next: 'set readOnly: true, or remove recursiveReadOnly',
    },
  ];
}

/** `validateCSIVolumeSource` */
export function secretIsNamed({ nodePublishSecretRef }: Fields): Wrong[] {
  if (!isSet(nodePublishSecretRef) || !isEmpty(fieldsOf(nodePublishSecretRef)['name'])) return [];
  return [{ at: ['nodePublishSecretRef', 'name'], message: 'is missing', allowed: 'the name of a Secret' }];
}

/** Claims of a StatefulSet become volumes of its pods. */
export function claimsAreNamed(spec: Fields): Wrong[] {
  return selectMaps(spec, 'volumeClaimTemplates[]').flatMap(({ value, path }) => {
    const { name } = fieldsOf(value, 'metadata');
    const isMissing = isEmpty(name);
    if (!isMissing && (typeof name !== 'string' || dnsLabel.test(name))) return [];
    return [
      {
        at: [...path, 'metadata', 'name'],
        message: isMissing ? 'is missing' : `${JSON.stringify(name)} is no name of a volume`,
        allowed: dnsLabel.allowed,
      },
    ];
  });
}
