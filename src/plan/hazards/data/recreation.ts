import { unhashed } from '../../../diff/renames.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { changesOf, type Hazard, type Reviewed } from '../hazard.ts';
import { deletions, nameOf } from './deletion.ts';

/** Objects that are there twice or not at all for a while. */
export function recreations(reviewed: Reviewed): Hazard[] {
  const { change, type, before, after } = reviewed;
  if (change.kind === 'renamed') {
    // What becomes of the old one is told with what is lost.
    if (isNamedByContent(reviewed) || deletions(reviewed).length > 0) return [];
    const message = `was ${nameOf(before)} before: that one is deleted, and this one created`;
    return [{ severity: 'warning', rule: 'recreation', message }];
  }
  const isRecreated =
    type === 'apps/Deployment' && fieldsOf(after, 'spec', 'strategy')['type'] === 'Recreate';
  const [first] = isRecreated && change.kind === 'changed' ? changesOf(reviewed, 'spec.template') : [];
  if (first === undefined) return [];
  const message = 'all its pods stop before new ones start (strategy Recreate)';
  return [{ severity: 'warning', rule: 'recreation', message, path: first.path }];
}

/** Of what is only read, tools give each content a name of its own. */
function isNamedByContent({ type, before, after }: Reviewed): boolean {
  if (!/^(?:ConfigMap|Secret)$/.test(type) || before === undefined || after === undefined) return false;
  const name = unhashed(before);
  return name !== undefined && name === unhashed(after);
}
