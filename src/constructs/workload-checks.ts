import { compareQuantities, parseQuantity } from '../manifest/quantity.ts';
import type { Resources } from '../model/settings.ts';
import { METRICS_PORT } from './conventions.ts';
import type { ProbesProps } from './probes.ts';
import type { ReportProblem } from './validation.ts';

interface CheckedPods {
  readonly name: string;
  readonly image?: string;
  readonly resources: Resources | undefined;
  readonly port?: number | undefined;
  readonly probes?: ProbesProps;
  readonly shutdownSeconds: number;
  readonly secrets?: readonly string[];
  readonly config?: Readonly<Record<string, string>>;
}

/** What the API server would refuse, or what would start and never work. */
export function checkPods(report: ReportProblem, pods: CheckedPods): void {
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(pods.name)) {
    report({
      field: 'name',
      value: pods.name,
      allowed: 'lower-case letters, digits and dashes, starting with a letter, at most 63 characters',
    });
  }
  checkResources(report, pods.resources);
  checkPort(report, pods.port);
  for (const field of ['readinessPath', 'livenessPath'] as const) {
    const path = pods.probes?.[field];
    if (path !== undefined && !path.startsWith('/')) {
      report({ field: `probes.${field}`, value: path, allowed: 'a path that starts with /' });
    }
  }
  if (!Number.isInteger(pods.shutdownSeconds) || pods.shutdownSeconds < 1) {
    report({
      field: 'shutdownSeconds',
      value: pods.shutdownSeconds,
      allowed: 'a whole number of at least 1',
    });
  }
  for (const variable of pods.secrets ?? []) {
    if (pods.config && variable in pods.config) {
      report({ field: 'secrets', value: variable, allowed: 'variables that are not in config as well' });
    }
  }
}

function checkResources(report: ReportProblem, resources: Resources | undefined): void {
  if (!resources) {
    report({
      field: 'settings.resources',
      value: undefined,
      allowed: 'cpu and memory of one pod, e.g. { cpu: 250m, memory: 512Mi }',
      next: 'add resources to the settings of the app',
    });
    return;
  }
  const { cpu, memory, cpuLimit } = resources;
  for (const [field, value] of Object.entries({ cpu, memory, ...(cpuLimit !== undefined && { cpuLimit }) })) {
    if (!isPositiveQuantity(value)) {
      report({ field: `resources.${field}`, value, allowed: 'a quantity above 0 such as 250m, 2 or 1.5Gi' });
    }
  }
  const limit = parseQuantity(cpuLimit ?? cpu);
  const request = parseQuantity(cpu);
  if (limit && request && compareQuantities(limit, request) < 0) {
    report({ field: 'resources.cpuLimit', value: cpuLimit, allowed: `at least the request (${cpu})` });
  }
}

export function isPositiveQuantity(text: string): boolean {
  const quantity = parseQuantity(text);
  return quantity !== undefined && quantity.nano > 0n;
}

function checkPort(report: ReportProblem, port: number | undefined): void {
  if (port === undefined) return;
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    report({
      field: 'port',
      value: port,
      allowed: 'a whole number from 1024 to 65535: lower ports need rights that pods do not get',
    });
  } else if (port === METRICS_PORT.number) {
    report({ field: 'port', value: port, allowed: `another port: metrics are served on ${port}` });
  }
}
