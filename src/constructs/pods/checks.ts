import { bytesMeant, compareQuantities, parseQuantity } from '../../manifest/quantity.ts';
import type { AppSettings, Resources } from '../../model/settings.ts';
import { checkSettings } from '../../model/settings-checks.ts';
import { METRICS_PORT } from '../conventions.ts';
import type { ReportProblem } from '../validation.ts';
import type { WorkloadPodsProps } from './props.ts';

type CheckedPods = Omit<WorkloadPodsProps, 'resources'> & {
  readonly name: string;
  readonly image: string;
  readonly resources: Resources | undefined;
  readonly shutdownSeconds: number;
};

/** What the API server would refuse, or what would start and never work. */
export function checkPods(report: ReportProblem, pods: CheckedPods, settings: AppSettings): void {
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(pods.name)) {
    report({
      field: 'name',
      value: pods.name,
      allowed: 'lower-case letters, digits and dashes, starting with a letter, at most 63 characters',
    });
  }
  if (pods.image === '') {
    report({
      field: 'image',
      value: pods.image,
      allowed: 'an image',
      next: 'release the app (released: true, and its digest in releases), or give the workload an image',
    });
  }
  checkResources(report, pods);
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
  checkVariables(report, pods, settings);
  checkScratch(report, pods);
}

function checkScratch(report: ReportProblem, { scratch = [] }: CheckedPods): void {
  for (const { path, size } of scratch) {
    if (!path.startsWith('/') || path === '/tmp') {
      report({
        field: 'scratch.path',
        value: path,
        allowed: 'an absolute path other than /tmp, which is there anyway',
      });
    }
    if (!isPositiveQuantity(size)) {
      report({ field: 'scratch.size', value: size, allowed: 'a quantity above 0 such as 500Mi' });
    }
    checkBytes(report, 'scratch.size', size);
  }
}

function checkVariables(report: ReportProblem, pods: CheckedPods, settings: AppSettings): void {
  const { config = {}, secrets = [] } = pods;
  // Only names: a value that looks like a secret must not end up in a log.
  for (const { path, message, next } of checkSettings({ config })) {
    report({ field: 'config', value: path.at(-1), allowed: message, ...(next !== undefined && { next }) });
  }
  for (const variable of [...Object.keys(config), ...secrets]) {
    if (/^[A-Z][A-Z0-9_]*$/.test(variable)) continue;
    report({
      field: variable in config ? 'config' : 'secrets',
      value: variable,
      allowed: 'capital letters, digits and underscores, starting with a letter',
    });
  }
  const variables = new Set(Object.keys({ ...config, ...settings.config }));
  for (const variable of secrets) {
    if (variables.has(variable)) {
      report({ field: 'secrets', value: variable, allowed: 'variables that are not in config as well' });
    }
  }
}

function checkResources(report: ReportProblem, { resources, maxResources }: CheckedPods): void {
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
  checkBytes(report, 'resources.memory', memory);
  checkBytes(report, 'maxResources.memory', maxResources?.memory);
  checkAtLeast(report, 'resources.cpuLimit', cpuLimit, cpu);
  checkAtLeast(report, 'maxResources.cpu', maxResources?.cpu, cpu);
  checkAtLeast(report, 'maxResources.memory', maxResources?.memory, memory);
}

function checkAtLeast(
  report: ReportProblem,
  field: string,
  limit: string | undefined,
  request: string,
): void {
  const bound = parseQuantity(request);
  const quantity = limit === undefined ? undefined : parseQuantity(limit);
  if (!bound || !quantity || compareQuantities(quantity, bound) >= 0) return;
  report({ field, value: limit, allowed: `at least the request (${request})` });
}

export function checkBytes(report: ReportProblem, field: string, value: string | undefined): void {
  const meant = bytesMeant(value ?? '');
  if (meant === undefined) return;
  report({ field, value, allowed: 'bytes, not thousandths of one', next: `did you mean ${meant}?` });
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
