import { unhashed } from '../../../diff/renames.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf } from '../../../manifest/select.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';
import { deletions, nameOf } from './deletion.ts';

/** Objects that are there twice or not at all for a while. */
export function recreations(reviewed: Reviewed): Hazard[] {
  if (reviewed.change.kind === 'renamed') return renamings(reviewed);
  return reviewed.change.kind === 'changed' ? [...placings(reviewed), ...stops(reviewed)] : [];
}

function renamings(reviewed: Reviewed): Hazard[] {
  // What becomes of the old one is told with what is lost.
  if (isNamedByContent(reviewed) || deletions(reviewed).length > 0) return [];
  const message = `was ${nameOf(reviewed.before)} before: that one is deleted, and this one created`;
  return [{ severity: 'warning', rule: 'recreation', message }];
}

/** Where an object without a namespace is applied, no manifest says. */
function placings(reviewed: Reviewed): Hazard[] {
  const [change] = changesOf(reviewed, 'metadata.namespace');
  if (change === undefined) return [];
  const { namespace: was } = reviewed.before?.metadata ?? {};
  const { namespace: is } = reviewed.after?.metadata ?? {};
  const message =
    change.kind === 'added'
      ? `its namespace is newly written: unless it is applied to ${is} already, it is deleted where it is, and created there`
      : `its namespace is no longer written: unless it is applied to ${was}, it is deleted there, and created where it is`;
  return [{ severity: 'warning', rule: 'recreation', message, path: ['metadata', 'namespace'] }];
}

function stops(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  const isRecreated = (object: KubernetesObject | undefined): boolean =>
    type === 'apps/Deployment' && fieldsOf(object, 'spec', 'strategy')['type'] === 'Recreate';
  if (!isRecreated(after)) return [];
  const [was, is] = [before, after].map((object) => fieldsOf(object, 'spec')) as [Fields, Fields];
  // Where none run, and while it is paused, a new template stops none.
  const isStill = is['paused'] === true || was['replicas'] === 0 || is['replicas'] === 0;
  const [first] = isStill ? [] : changesOf(reviewed, 'spec.template');
  if (first === undefined && isRecreated(before)) return [];
  const when = first === undefined ? ', from now on' : '';
  const message = `all its pods stop before new ones start${when} (strategy Recreate)`;
  return [{ severity: 'warning', rule: 'recreation', message, path: first?.path ?? ['spec', 'strategy'] }];
}

/** Of what is only read, tools give each content a name of its own. */
function isNamedByContent({ type, before, after }: Reviewed): boolean {
  if (!/^(?:ConfigMap|Secret)$/.test(type) || before === undefined || after === undefined) return false;
  const name = unhashed(before);
  return name !== undefined && name === unhashed(after);
}
