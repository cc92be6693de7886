import { podsOf } from '../../../kubernetes/pods.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { containerPairs } from '../container-pairs.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Variables that came from a Secret, and stand in git now: the change shows them to whoever reads it. */
export function plainValues({ type, before, after }: Reviewed): Hazard[] {
  const [was, is] = [before, after].map((object) => object && podsOf(type, object));
  return containerPairs(was, is).flatMap((pair) => {
    const secrets = new Map(variablesOf(pair.was).map((each) => [each['name'], secretOf(each)]));
    return variablesOf(pair.is.value).flatMap((variable): Hazard[] => {
      const secret = secrets.get(variable['name']);
      if (secret === undefined || textOf(variable, 'value') === undefined) return [];
      const message = `its container ${shown(pair.is.value['name'])} has ${shown(variable['name'])} from git, no longer from the Secret ${secret}`;
      return [{ severity: 'warning', rule: 'exposure', message, path: pair.is.path }];
    });
  });
}

function variablesOf(container: Fields): Fields[] {
  return selectMaps(container, 'env[]').map(({ value }) => value);
}

function secretOf(variable: Fields): string | undefined {
  return textOf(fieldsOf(variable, 'valueFrom', 'secretKeyRef'), 'name');
}
