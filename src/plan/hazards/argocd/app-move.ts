import { posix } from 'node:path';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { paramsKind } from '../../params.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { appSpecs } from './sync.ts';

/** Where the objects of an app come from, and where they go. */
interface Aim {
  readonly cluster: string | undefined;
  readonly namespace: string | undefined;
  readonly project: string;
  /** Revisions, by what is synced from them. What is rendered from charts is told of elsewhere. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Applications that sync something else than before, or elsewhere, so that what they synced is left or deleted. */
export function appMoves({ type, change, before, after }: Reviewed): Hazard[] {
  const spec = appSpecs[type];
  if (spec === undefined || change.kind !== 'changed') return [];
  const [was, is] = [aimOf(type, before, spec), aimOf(type, after, spec)];
  const found: string[] = [];
  if (was.cluster !== undefined && was.cluster !== is.cluster)
    found.push(
      `goes to the cluster ${is.cluster ?? 'of no name'}, no longer to ${was.cluster}: what is there stays, and nothing syncs it any more`,
    );
  if (was.namespace !== undefined && was.namespace !== is.namespace)
    found.push(
      `goes to the namespace ${is.namespace ?? 'of no name'}, no longer to ${was.namespace}: its objects that name none are made anew, and deleted where they are if it prunes`,
    );
  if (was.project !== is.project)
    found.push(
      `belongs to the project ${is.project}, no longer to ${was.project}: what that one does not allow is refused`,
    );
  for (const [source, revision] of was.sources) {
    const now = is.sources.get(source);
    if (now === undefined)
      found.push(`is no longer synced from ${source}: what comes from there is deleted if it prunes`);
    else if (now !== revision)
      found.push(`is synced from ${now}, no longer from ${revision}: what differs there is not shown here`);
  }
  return found.map((message) => ({ severity: 'warning', rule: 'sync-cut', message, path: spec }));
}

function aimOf(type: string, object: KubernetesObject | undefined, spec: readonly string[]): Aim {
  const fields = fieldsOf(object, ...spec);
  if (type === paramsKind) {
    const [namespace, project = ''] = ['namespace', 'product'].map((field) => textOf(fields, field));
    return { cluster: undefined, namespace, project, sources: new Map() };
  }
  const destination = fieldsOf(fields, 'destination');
  return {
    cluster: clusterOf(destination),
    namespace: textOf(destination, 'namespace'),
    project: textOf(fields, 'project') ?? 'default',
    sources: new Map(
      ['source', 'sources[]']
        .flatMap((pattern) => selectMaps(fields, pattern))
        .filter(({ value }) => textOf(value, 'repoURL') !== undefined && isRendered(value))
        .map(({ value }) => [sourceText(value), revisionOf(value)]),
    ),
  };
}

/** Of a chart Argo CD says itself what it is, and what is only referred to (`ref`) gives no objects: Argo CD 3.5, `ApplicationSource`. */
function isRendered(source: Fields): boolean {
  if (textOf(source, 'chart') !== undefined) return false;
  return textOf(source, 'ref') === undefined || textOf(source, 'path') !== undefined;
}

/** A branch may be named in full. */
function revisionOf(source: Fields): string {
  return (textOf(source, 'targetRevision') ?? 'HEAD').replace(/^refs\/heads\//, '');
}

/** Argo CD 3.5, `KubernetesInternalAPIServerAddr`: its own cluster has a name and an address. */
export function clusterOf(destination: Fields): string | undefined {
  const cluster = textOf(destination, 'server') ?? textOf(destination, 'name');
  return cluster === 'in-cluster' ? 'https://kubernetes.default.svc' : cluster;
}

/** `dist/shop of https://…`. */
function sourceText(source: Fields): string {
  const [repository = '', path = ''] = ['repoURL', 'path'].map((field) => textOf(source, field));
  return `${posix.join('.', path, '.').replace(/\/$/, '')} of ${repository.replace(/(?:\.git)?\/*$/, '')}`;
}
