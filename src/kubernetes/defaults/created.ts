import { isRecord } from '../../manifest/object.ts';
import { isSourceDropped, isSourceElsewhere } from '../data-sources.ts';
import type { KindFacts } from '../facts.ts';
import { copyOf, type Fields, fillNil, isNil, isZero, mapAt, mapsIn } from './fields.ts';

/**
 * What the API server certainly adds to a built-in object while it creates it from what was given. Sources: Kubernetes 1.34,
 * `pkg/registry/<group>/<kind>/strategy.go` and conversions in `pkg/apis/<group>`.
 */
export function setCreated(object: Fields, kind: KindFacts, given: Fields): void {
  if (!kind.namespaced) delete mapAt(object, 'metadata')['namespace'];
  rules[kind.group === '' ? kind.kind : `${kind.group}/${kind.kind}`]?.(object, given);
}

const rules: Readonly<Record<string, (object: Fields, given: Fields) => void>> = {
  Pod: setAppArmorProfiles,
  Namespace: (namespace) => fillNil(mapAt(namespace, 'spec'), 'finalizers', ['kubernetes']),
  PersistentVolumeClaim: (claim) => {
    const spec = mapAt(claim, 'spec');
    if (isSourceDropped(spec)) delete spec['dataSource'];
    if (isSourceElsewhere(spec)) return;
    const source = spec['dataSource'] ?? spec['dataSourceRef'];
    if (isNil(source)) return;
    for (const field of ['dataSource', 'dataSourceRef']) fillNil(spec, field, copyOf(source));
  },
  Secret: (secret) => {
    const text = secret['stringData'];
    // What is no map of texts is refused, and stays: put into words, it would be the same whatever it holds.
    if (!isRecord(text) || Object.values(text).some((value) => typeof value === 'object')) return;
    const data = mapAt(secret, 'data');
    for (const [key, value] of Object.entries(text))
      data[key] = Buffer.from(String(value)).toString('base64');
    delete secret['stringData'];
  },
  Service: (service) => {
    const spec = mapAt(service, 'spec');
    if (!isZero(spec['clusterIP'])) fillNil(spec, 'clusterIPs', [spec['clusterIP']]);
  },
  'apps/DaemonSet': (set) => {
    const annotations = mapAt(mapAt(set, 'metadata'), 'annotations');
    fillNil(annotations, 'deprecated.daemonset.template.generation', '1');
  },
  'apps/StatefulSet': (set) => {
    for (const claim of mapsIn(mapAt(set, 'spec'), 'volumeClaimTemplates')) {
      claim['apiVersion'] = 'v1';
      claim['kind'] = 'PersistentVolumeClaim';
    }
  },
  'batch/Job': (job, given) => {
    const spec = mapAt(job, 'spec');
    const metadata = mapAt(job, 'metadata');
    const { name } = metadata;
    if (spec['manualSelector'] === true || isZero(name)) return;
    const template = mapAt(mapAt(spec, 'template'), 'metadata');
    // Labels that a job takes over from its template are one map in Go: what is added to the template is added to both.
    const isShared = !isZero(template['labels']) && isZero(mapAt({ ...given }, 'metadata')['labels']);
    for (const labels of [mapAt(template, 'labels'), ...(isShared ? [mapAt(metadata, 'labels')] : [])]) {
      labels['batch.kubernetes.io/job-name'] = name;
      labels['job-name'] = name;
    }
  },
};

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

/** Where a profile stands in an annotation, as before 1.30, the field gets it too. */
function setAppArmorProfiles(pod: Fields): void {
  const spec = mapAt(pod, 'spec');
  const { annotations } = mapAt(pod, 'metadata');
  if (isNil(annotations) || (!isNil(spec['os']) && mapAt(spec, 'os')['name'] === 'windows')) return;
  const ofPod = JSON.stringify(mapAt(spec, 'securityContext')['appArmorProfile']);
  for (const container of [...mapsIn(spec, 'initContainers'), ...mapsIn(spec, 'containers')]) {
    const profile = appArmorProfile((annotations as Fields)[`${appArmorPrefix}${String(container['name'])}`]);
    if (profile === undefined || JSON.stringify(profile) === ofPod) continue;
    fillNil(mapAt(container, 'securityContext'), 'appArmorProfile', profile);
  }
}

function appArmorProfile(annotation: unknown): Fields | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const profile = /^localhost\/(.+)$/.exec(String(annotation))?.[1];
  return profile === undefined ? undefined : { type: 'Localhost', localhostProfile: profile };
}
