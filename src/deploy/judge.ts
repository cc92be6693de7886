import { oneLine } from '../cluster/one-line.ts';
import { formatIdentity } from '../manifest/object.ts';
import { type Application, isRefreshPending, type Operation, type ResourceName } from './application.ts';
import type { ExpectedApplication } from './expected.ts';
import { rootName } from './names.ts';
import { listed } from './words.ts';

/** Why an Application is not done yet. */
export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly next: string;
  /** It may still pass by itself; anything else is broken. */
  readonly waits: boolean;
  /** What is unhealthy. */
  readonly object?: UnhealthyObject;
}

export interface UnhealthyObject extends ResourceName {
  /** As Applications call it. */
  readonly cluster: string;
}

export interface ApplicationState extends ExpectedApplication {
  /** Argo CD's words; `Missing` if there is no such Application. */
  readonly sync: string;
  readonly health: string;
  /** When the health became so, as RFC 3339. */
  readonly since: string | undefined;
  /** The commit that it was compared with. */
  readonly revision: string | undefined;
  readonly isDone: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Judges one Application by its status. It is done when it has been compared with the newest commit, is Synced and
 * Healthy, and no sync runs.
 */
export function judge(expected: ExpectedApplication, application: Application | undefined): ApplicationState {
  if (!application) {
    const absent = { sync: 'Missing', health: 'Missing', since: undefined, revision: undefined };
    return { ...expected, ...absent, isDone: false, problems: [] };
  }
  const { status } = application;
  // Both are empty texts in an Application that was just made.
  const sync = status?.sync?.status || 'Unknown';
  const health = status?.health?.status || 'Unknown';
  const isDone =
    !isRefreshPending(application) &&
    sync === 'Synced' &&
    health === 'Healthy' &&
    !isRunning(status?.operationState);
  return {
    ...expected,
    sync,
    health,
    since: status?.health?.lastTransitionTime,
    revision: status?.sync?.revision ?? status?.sync?.revisions?.[0],
    isDone,
    problems: isDone ? [] : problemsOf(application, { sync, health }),
  };
}

/** Worst first. What only follows from a problem before it is left out. */
function problemsOf(
  application: Application,
  { sync, health }: Pick<ApplicationState, 'sync' | 'health'>,
): Problem[] {
  const failures = [...failedObjects(application), ...failedConditions(application)];
  const broken = failures.length > 0 ? failures : failedOperation(application);
  const problems = [...broken, ...unhealthyObjects(application)];
  if (problems.length > 0) return problems.sort((a, b) => Number(a.waits) - Number(b.waits));
  return [undecided(application, sync, health)];
}

const inGit = 'correct it in git; Argo CD tries again by itself';

function failedObjects({ status }: Application): Problem[] {
  const operation = status?.operationState;
  if (!hasFailed(operation)) return [];
  return (operation?.syncResult?.resources ?? [])
    .filter(
      ({ status: result, hookPhase }) =>
        result === 'SyncFailed' || hookPhase === 'Failed' || hookPhase === 'Error',
    )
    .map(({ message, ...name }) => ({
      rule: 'sync-failed',
      message: `${nameOf(name)} cannot be applied: ${oneLine(message)}`,
      next: inGit,
      waits: false,
    }));
}

function failedConditions(application: Application): Problem[] {
  const failed = failedObjects(application).length > 0;
  return (application.status?.conditions ?? [])
    .filter(({ type }) => type.endsWith('Error') && !(type === 'SyncError' && failed))
    .map(({ type, message }) => ({
      rule: conditionRules[type] ?? 'application-error',
      message: `${type}: ${oneLine(message)}`,
      next: inGit,
      waits: false,
    }));
}

const conditionRules: Readonly<Record<string, string>> = {
  ComparisonError: 'comparison-failed',
  InvalidSpecError: 'invalid-application',
  SyncError: 'sync-failed',
};

function failedOperation({ status }: Application): Problem[] {
  const operation = status?.operationState;
  if (!hasFailed(operation)) return [];
  const message = ['the sync failed', oneLine(operation?.message)].filter((part) => part !== '').join(': ');
  return [{ rule: 'sync-failed', message, next: inGit, waits: false }];
}

/** Objects that are not there yet wait for these, wave by wave. */
function unhealthyObjects({ metadata, spec, status }: Application): Problem[] {
  const context = spec?.destination?.name ?? '';
  return (status?.resources ?? []).flatMap(({ health, ...object }): Problem[] => {
    const found = health?.status ?? 'Healthy';
    if (found === 'Healthy' || found === 'Missing') return [];
    // The root Application's objects are judged themselves.
    if (metadata.name === rootName && /^Application(Set)?$/.test(object.kind)) return [];
    const reason = health?.message === undefined ? '' : `: ${oneLine(health.message)}`;
    return [
      {
        rule: 'unhealthy-object',
        message: `${nameOf(object)} is ${found}${reason}`,
        next: `kubectl --context ${context} ${describing(object)}`,
        waits: found !== 'Degraded',
        object: { cluster: context, ...nameIn(object) },
      },
    ];
  });
}

function describing({ group = '', kind, namespace = '', name }: ResourceName): string {
  const where = namespace === '' ? '' : `-n ${namespace} `;
  return `${where}describe ${kind.toLowerCase()}${group === '' ? '' : `.${group}`} ${name}`;
}

/** What Argo CD gives no reason for. */
function undecided(application: Application, sync: string, health: string): Problem {
  const { spec, status } = application;
  const operation = status?.operationState;
  const waits = true;
  if (isRefreshPending(application) || status?.reconciledAt === undefined) {
    const message = 'Argo CD has not compared it with the newest commit yet';
    return { rule: 'not-compared', message, next: 'see whether its application controller is busy', waits };
  }
  const differing = (status?.resources ?? []).filter((resource) => resource.status !== 'Synced');
  if (isRunning(operation)) {
    const reason = oneLine(operation?.message);
    const open = differing.length === 0 ? '' : `; to come: ${listed(differing.map(nameOf))}`;
    const message = `a sync runs${reason === '' ? '' : `: ${reason}`}${open}`;
    return { rule: 'sync-running', message, next: 'wait for it with plumb deploy again', waits };
  }
  if (sync !== 'Synced') {
    const message = `${sync}, and no sync has been tried: ${listed(differing.map(nameOf))}`;
    const next = `see whether a sync window of AppProject ${spec?.project ?? ''} denies it now`;
    return { rule: 'not-synced', message, next, waits };
  }
  const message = `is ${sync} and ${health}, without a reason`;
  return { rule: 'unhealthy-application', message, next: 'wait for it with plumb deploy again', waits };
}

function isRunning(operation: Operation | undefined): boolean {
  return operation?.phase === 'Running' || operation?.phase === 'Terminating';
}

/** Also while it waits for its next attempt. */
function hasFailed(operation: Operation | undefined): boolean {
  const { phase, retryCount = 0 } = operation ?? {};
  return phase === 'Failed' || phase === 'Error' || (phase === 'Running' && retryCount > 0);
}

function nameOf({ group = '', kind, namespace = '', name }: ResourceName): string {
  return formatIdentity({ group, kind, namespace, name });
}

/** Without what an Application's status says beside the name. */
function nameIn({ group, kind, namespace, name }: ResourceName): ResourceName {
  return { kind, name, ...(group !== undefined && { group }), ...(namespace !== undefined && { namespace }) };
}
