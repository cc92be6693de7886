import { Construct } from 'constructs';
import type { VerticalPodAutoscaler } from '../kubernetes/1.34/types/autoscaling.k8s.io_v1.ts';
import { AppChart } from './app.ts';
import { Manifest } from './manifest.ts';
import { validateProps } from './validation.ts';
import type { Workload } from './workload.ts';

export interface VerticalScalerProps {
  readonly workload: Workload;
  /** The container whose requests are sized; sidecars are left alone. Default: the workload's name. */
  readonly container?: string;
  /** Which requests it may change. Default: both. */
  readonly resources?: readonly ('cpu' | 'memory')[];
  /** Least that it may set, as quantities. Default: 50m CPU and 64Mi memory. */
  readonly minAllowed?: { readonly cpu: string; readonly memory: string };
  /** Most that it may set; must fit on a node. */
  readonly maxAllowed: { readonly cpu: string; readonly memory: string };
}

/**
 * Sizes a container's requests by what it used (VerticalPodAutoscaler).
 *
 * `InPlaceOrRecreate` where replicas do not scale on one of its resources. Where they do, both would answer the same
 * load (usage over a request that moves), so it only recommends: mode `Off`, whose status says what it would set.
 */
export class VerticalScaler extends Construct {
  constructor(scope: Construct, id: string, props: VerticalScalerProps) {
    super(scope, id);
    const { workload, resources = ['cpu', 'memory'], maxAllowed } = props;
    const { scaling, resources: requests } = AppChart.containing(this).context.settings;
    const scaledOn = { cpu: scaling?.cpuPercent !== undefined, memory: scaling?.memoryPercent !== undefined };
    const contested = resources.some((resource) => scaledOn[resource]);
    new Manifest<VerticalPodAutoscaler>(this, 'vertical-pod-autoscaler', {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: { name: workload.workloadName },
      spec: {
        targetRef: workload.target,
        updatePolicy: { updateMode: contested ? 'Off' : 'InPlaceOrRecreate' },
        resourcePolicy: {
          containerPolicies: [
            {
              containerName: props.container ?? workload.workloadName,
              controlledResources: resources,
              minAllowed: props.minAllowed ?? { cpu: '50m', memory: '64Mi' },
              maxAllowed,
            },
            { containerName: '*', mode: 'Off' },
          ],
        },
      },
    });
    validateProps(this, (report) => {
      if (requests) return;
      report({ field: 'settings.resources', value: undefined, allowed: 'cpu and memory to start from' });
    });
  }
}
