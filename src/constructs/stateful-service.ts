import { Construct } from 'constructs';
import type { StatefulSet } from '../kubernetes/1.34/types/apps_v1.ts';
import type { PersistentVolumeClaim } from '../kubernetes/1.34/types/v1.ts';
import type { Storage } from '../model/settings.ts';
import { AppChart } from './app.ts';
import { STORAGE_CLASS, VOLUME_SNAPSHOT_CLASS } from './conventions.ts';
import { DisruptionBudget } from './disruption-budget.ts';
import type { Labels } from './labels.ts';
import { Manifest } from './manifest.ts';
import type { NetworkPeer } from './peers.ts';
import { checkBytes, isPositiveQuantity } from './pods/checks.ts';
import { WorkloadPods } from './pods/pods.ts';
import type { ProbesProps } from './pods/probes.ts';
import type { WorkloadProps } from './pods/props.ts';
import { fixedReplicas, metadataOf } from './releases.ts';
import { checkReplicas, type ReplicaBounds, type ReplicaProps, replicaBounds } from './replicas.ts';
import { type ReportProblem, validateProps } from './validation.ts';
import { STATEFUL_SET, type Workload, type WorkloadReference } from './workload.ts';
import { PEERS_SUFFIX, peerService, trafficService } from './workload-service.ts';

export interface StatefulServiceProps extends WorkloadProps, ReplicaProps {
  /** Port that the container listens on. Default: 8080. */
  readonly port?: number;
  /** Default: `/readyz` and `/livez`. */
  readonly probes?: ProbesProps;
  /** Who may call it. Its own pods may call each other. Default: nobody else. */
  readonly allowFrom?: readonly NetworkPeer[];
  /** Where the volume, of the size of `settings.storage`, is mounted. Default: `/data`. */
  readonly mountPath?: string;
  /** Pods that must stay when nodes are drained. Default: a tenth of the pods, at least one, may go at a time. */
  readonly minAvailable?: number;
}

const VOLUME = 'data';

/**
 * Pods with a name and an encrypted volume each, that keep both when they are replaced: a StatefulSet. Without a scaler
 * there is one for each of `settings.storage.shards`. Every pod finds the addresses of
 * all of them under the name in `PEERS`, one at `<pod>.<name>-peers`, and their number, where it is fixed, in `SHARDS`.
 */
export class StatefulService extends Construct implements Workload {
  readonly workloadName: string;
  readonly target: WorkloadReference;
  readonly selector: Labels;

  constructor(scope: Construct, id: string, props: StatefulServiceProps = {}) {
    super(scope, id);
    const { port = 8080, probes = {}, allowFrom = [], mountPath = '/data', ...common } = props;
    const { settings, app } = AppChart.containing(this).context;
    const { storage, scaling } = settings;
    const bounds = replicaBounds({ ...(scaling && { scaling }), replicas: storage?.shards ?? 1 }, props);
    const size = storage?.size ?? '0';
    validateProps(this, (report) => {
      checkReplicas(report, { replicas: 1, ...settings }, props);
      checkStorage(report, storage, bounds);
    });
    const pods = new WorkloadPods(this, 'pods', {
      ...common,
      config: {
        PEERS: `${props.name ?? app}${PEERS_SUFFIX}`,
        ...(!bounds.scaled && { SHARDS: String(bounds.max) }),
        ...common.config,
      },
      port,
      probes,
      allowFrom: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': app } } }, ...allowFrom],
      connectTo: [
        {
          to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': app } } }],
          ports: [{ protocol: 'TCP', port }],
        },
        ...(common.connectTo ?? []),
      ],
      maxPods: bounds.max,
      claim: { volume: VOLUME, mountPath, size },
    });
    this.workloadName = pods.workloadName;
    this.selector = pods.selector;
    this.target = { ...STATEFUL_SET, name: pods.workloadName };
    trafficService(this, pods);
    const serviceName = peerService(this, pods, port);
    new Manifest<StatefulSet>(this, 'stateful-set', {
      ...STATEFUL_SET,
      metadata: metadataOf(pods),
      spec: {
        ...fixedReplicas(bounds),
        serviceName,
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: pods.selector },
        template: pods.template,
        volumeClaimTemplates: [claimTemplate(pods, size)],
        // A volume outlives its pod and a smaller number of them: data is removed by people.
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      },
    });
    new DisruptionBudget(this, 'disruption-budget', {
      name: pods.workloadName,
      selector: pods.selector,
      replicas: bounds,
      minAvailable: props.minAvailable,
    });
  }
}

/**
 * Claim templates are immutable, so of the labels that costs are grouped by they carry only those that never change; the
 * namespace has the others.
 */
function claimTemplate({ selector, labels }: WorkloadPods, size: string): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: VOLUME,
      labels: { ...permanentLabels(labels), ...selector },
      annotations: { 'velero.io/csi-volumesnapshot-class': VOLUME_SNAPSHOT_CLASS },
    },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: STORAGE_CLASS,
      resources: { requests: { storage: size } },
    },
  };
}

function permanentLabels(labels: Labels): Labels {
  const permanent = ['app.kubernetes.io/part-of', 'plumbline.dev/environment', 'plumbline.dev/region'];
  return Object.fromEntries(Object.entries(labels).filter(([key]) => permanent.includes(key)));
}

function checkStorage(report: ReportProblem, storage: Storage | undefined, bounds: ReplicaBounds): void {
  if (!storage) {
    report({
      field: 'settings.storage',
      value: undefined,
      allowed: 'the size of each volume, e.g. { size: 50Gi }',
      next: 'add storage to the settings of the app',
    });
    return;
  }
  if (!isPositiveQuantity(storage.size)) {
    report({
      field: 'settings.storage.size',
      value: storage.size,
      allowed: 'a quantity above 0 such as 50Gi',
    });
  }
  checkBytes(report, 'settings.storage.size', storage.size);
  if (bounds.scaled && storage.shards !== undefined) {
    report({
      field: 'settings.storage.shards',
      value: storage.shards,
      allowed: 'nothing beside scaling, whose scaler owns the number of pods',
      next: 'remove settings.storage.shards, or settings.scaling',
    });
  }
}
