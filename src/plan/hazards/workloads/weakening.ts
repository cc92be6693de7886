import { parseLongDuration } from '../../../manifest/duration.ts';
import {
  becomes,
  fewer,
  fewerOf,
  gone,
  not,
  other,
  set,
  unset,
  type Weakening,
  weakenings,
} from '../worse.ts';

const allAtOnce = (field: string): Weakening => [
  field,
  becomes('100%'),
  'capacity-cut',
  'may stop all its pods at once',
];

/** Kubernetes 1.34, `pkg/apis/autoscaling/v2/defaults.go`: nothing is waited for before pods are added. */
const addsLater = (behavior: string): Weakening => [
  `${behavior}.scaleUp.stabilizationWindowSeconds`,
  (was = '0', is = '0') => Number(is) > Number(was),
  'capacity-cut',
  'waits before it adds pods',
];

const byHand: Weakening = [
  'updateStrategy.type',
  becomes('OnDelete'),
  'suspension',
  'what changes in its pods reaches none until somebody deletes it',
];

const unreturnable: Weakening = [
  'revisionHistoryLimit',
  becomes('0'),
  'protection-cut',
  'keeps no version to go back to',
];

const countedSooner: Weakening = [
  'minReadySeconds',
  (was = '0', is = '0') => Number(is) < Number(was),
  'protection-cut',
  'goes on to the next pods sooner after new ones are ready',
];
const versioned = [unreturnable, countedSooner];

/** Vertical Pod Autoscaler 1.8, `pkg/apis/autoscaling.k8s.io/v1/types.go`: who says nothing evicts. */
function evicts(mode = 'Recreate'): boolean {
  return !/^(?:Off|Initial|InPlace)$/.test(mode);
}

/** Of times with a unit, as `15d`. */
const shorter: Weakening[1] = (was = '', is = '') => {
  const [old, now] = [was, is].map(parseLongDuration);
  return old !== undefined && now !== undefined && now < old;
};

const unchecked = (endpoints: string): Weakening => [
  `${endpoints}[].tlsConfig.insecureSkipVerify`,
  set,
  'encryption-cut',
  'does not check who answers when it measures',
];

/** Workloads, and what their nodes are made of, that are held to less than before. */
export const workloadWeakenings = weakenings({
  'apps/DaemonSet': [allAtOnce('updateStrategy.rollingUpdate.maxUnavailable'), byHand, ...versioned],
  'apps/Deployment': [allAtOnce('strategy.rollingUpdate.maxUnavailable'), ...versioned],
  'apps/StatefulSet': [
    byHand,
    ...versioned,
    [
      'updateStrategy.rollingUpdate.partition',
      (was = '0', is = '0') => Number(is) > Number(was),
      'suspension',
      'what changes in its pods does not reach the first of them',
    ],
    [
      'ordinals.start',
      (was = '0', is = '0') => was !== is,
      'recreation',
      'some of its pods go, and others come with volumes of their own',
    ],
  ],
  'argoproj.io/Rollout': versioned,
  'autoscaling.k8s.io/VerticalPodAutoscaler': [
    [
      'updatePolicy.updateMode',
      (was, is) => !evicts(was) && evicts(is),
      'recreation',
      'evicts its pods to give them other requests',
    ],
    ['updatePolicy.updateMode', becomes('Off'), 'suspension', 'only advises on what its pods request'],
    ['updatePolicy.minReplicas', fewer, 'protection-cut', 'evicts pods where there are fewer of them too'],
  ],
  'autoscaling/HorizontalPodAutoscaler': [addsLater('behavior')],
  'batch/CronJob': [
    ['concurrencyPolicy', not('Forbid'), 'protection-cut', 'does not wait until the job before it has ended'],
    // Kubernetes' documentation, "CronJob limitations": the controller looks every 10 s.
    [
      'startingDeadlineSeconds',
      becomes(/^[0-9]$/),
      'suspension',
      'may start no more jobs, as they are soon too late',
    ],
  ],
  'karpenter.k8s.aws/EC2NodeClass': [
    ['amiSelectorTerms[].alias', becomes(/@latest$/), 'unpinned-image', 'gives nodes whatever image is new'],
    [
      'blockDeviceMappings[].ebs.encrypted',
      unset,
      'encryption-cut',
      'keeps what is on its nodes in the clear',
    ],
    [
      'metadataOptions.httpTokens',
      not('required'),
      'protection-cut',
      "shows the node's rights to whoever asks",
    ],
    ['role|instanceProfile', other, 'rbac-widening', 'gives its nodes the rights of another role'],
    ['associatePublicIPAddress', set, 'exposure', 'gives its nodes addresses of the internet'],
    // Karpenter's provider for AWS 1.14, `pkg/apis/v1/ec2nodeclass.go`: only the node itself, unless it says otherwise.
    [
      'metadataOptions.httpPutResponseHopLimit',
      (was = '1', is = '1') => Number(is) > Number(was),
      'protection-cut',
      "shows the node's rights to its pods",
    ],
  ],
  'keda.sh/ScaledObject': [addsLater('advanced.horizontalPodAutoscalerConfig.behavior')],
  // KEDA 2.21, `controllers/keda/scaledjob_controller.go`: unless it is gradual, running Jobs are deleted when it changes.
  'keda.sh/ScaledJob': [
    [
      'rollout.strategy|rolloutStrategy',
      not('gradual'),
      'recreation',
      'ends the Jobs that run when it changes',
    ],
  ],
  'monitoring.coreos.com/AlertmanagerConfig': [
    ['route.receiver', other, 'protection-cut', 'tells somebody else of alerts'],
    [
      'route.muteTimeIntervals',
      (was, is) => fewerOf(is, was),
      'protection-cut',
      'tells of no alerts at some times',
    ],
    ['route.repeatInterval', (was, is) => shorter(is, was), 'protection-cut', 'tells again of alerts later'],
  ],
  'monitoring.coreos.com/PodMonitor': [unchecked('podMetricsEndpoints')],
  'monitoring.coreos.com/Prometheus': [
    ['retention', shorter, 'backup-cut', 'keeps what it measures for a shorter time'],
    ['alerting', gone, 'protection-cut', 'tells no Alertmanager of alerts'],
    ['storage', gone, 'deletion', 'loses what it has measured with each of its pods'],
    ['remoteWrite[]', gone, 'backup-cut', 'keeps what it measures nowhere else'],
    ['enableAdminAPI', set, 'exposure', 'lets whoever reaches it delete what it has measured'],
  ],
  'monitoring.coreos.com/ServiceMonitor': [unchecked('endpoints')],
  'karpenter.sh/NodePool': [['limits', gone, 'limit-removal', 'makes as many nodes as pods ask for']],
});

/** The same, of kinds without a spec. */
export const classWeakenings = weakenings(
  {
    'scheduling.k8s.io/PriorityClass': [
      ['globalDefault', set, 'scaling-bounds', 'is the priority of all pods that name none'],
    ],
    'snapshot.storage.k8s.io/VolumeSnapshotClass': [
      ['deletionPolicy', not('Retain'), 'protection-cut', 'the copy goes with the object that stands for it'],
    ],
  },
  'object',
);
