import { Construct } from 'constructs';
import { AppChart } from './app.ts';
import { HttpService, type HttpServiceProps } from './http-service.ts';
import type { Labels } from './labels.ts';
import { validateProps } from './validation.ts';
import type { Workload, WorkloadReference } from './workload.ts';

export interface GpuInferenceProps extends Omit<HttpServiceProps, 'scratch'> {
  /** Room for the model's weights, read once at the start. Default: 40Gi. */
  readonly modelCacheSize?: string;
  /** Shared memory between the processes of one pod; counts as the container's memory. Default: 2Gi. */
  readonly sharedMemorySize?: string;
}

/**
 * An HTTP service whose pods answer with a model on GPUs (`resources.gpus` of them each). They run on GPU nodes only,
 * keep the model in `/models`, and have the shared memory that inference servers exchange tensors through.
 */
export class GpuInference extends Construct implements Workload {
  readonly workloadName: string;
  readonly target: WorkloadReference;
  readonly selector: Labels;

  constructor(scope: Construct, id: string, props: GpuInferenceProps = {}) {
    super(scope, id);
    const { modelCacheSize = '40Gi', sharedMemorySize = '2Gi', ...service } = props;
    const resources = props.resources ?? AppChart.containing(this).context.settings.resources;
    validateProps(this, (report) => {
      if (!resources || resources.gpus !== undefined) return;
      report({
        field: 'resources.gpus',
        value: undefined,
        allowed: '1 to 8 whole GPUs per pod',
        next: 'add gpus to the resources, or use HttpService',
      });
    });
    const http = new HttpService(this, 'service', {
      ...service,
      config: { MODEL_CACHE: '/models', ...service.config },
      scratch: [
        { path: '/models', size: modelCacheSize },
        { path: '/dev/shm', size: sharedMemorySize, medium: 'memory' },
      ],
    });
    this.workloadName = http.workloadName;
    this.target = http.target;
    this.selector = http.selector;
  }
}
