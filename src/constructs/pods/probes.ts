import type { Probe } from '../../kubernetes/1.34/types/v1.ts';

export interface ProbesProps {
  /** Answers 2xx as soon as the pod can take work. Default: `/readyz`. */
  readonly readinessPath?: string;
  /** Fails only when a restart would help. Default: `/livez`. */
  readonly livenessPath?: string;
}

export interface Probes {
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
}

const STARTUP_PERIOD_SECONDS = 5;

/**
 * HTTP probes on a named port.
 *
 * @param readySeconds how long the pod usually takes; it is given three times as long before it is restarted, so that
 *   a slow node does not turn into a restart loop
 */
export function httpProbes(port: string, readySeconds: number, props: ProbesProps = {}): Probes {
  const { readinessPath = '/readyz', livenessPath = '/livez' } = props;
  return {
    startupProbe: {
      httpGet: { path: livenessPath, port },
      periodSeconds: STARTUP_PERIOD_SECONDS,
      failureThreshold: Math.ceil((3 * readySeconds) / STARTUP_PERIOD_SECONDS),
    },
    readinessProbe: {
      httpGet: { path: readinessPath, port },
      periodSeconds: 5,
      timeoutSeconds: 2,
      failureThreshold: 2,
    },
    livenessProbe: {
      httpGet: { path: livenessPath, port },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 6,
    },
  };
}
