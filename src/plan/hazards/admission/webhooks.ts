import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Reviewed } from '../hazard.ts';
import type { Cut } from './cut.ts';

/** Webhooks that are gone, that are asked elsewhere, or that need not answer any more. */
export function webhookCuts(
  before: KubernetesObject,
  after: KubernetesObject,
  { type, newcomers }: Reviewed,
): readonly Cut[] {
  const [known, all] = [selectMaps(before, 'webhooks[]'), selectMaps(after, 'webhooks[]')];
  const elsewhere = (newcomers.objects.get(type) ?? []).flatMap((other) => selectMaps(other, 'webhooks[]'));
  const names = new Set(known.map(({ value }) => value['name']));
  const renamed = all.filter(({ value }) => !names.has(value['name']));
  return known.flatMap(({ value: old, path }): Cut[] => {
    const name = textOf(old, 'name') ?? '';
    const now =
      all.find(({ value }) => value['name'] === name) ?? renamed.find(({ value }) => isAlike(old, value));
    if (now === undefined)
      return elsewhere.some(({ value }) => isDeepStrictEqual(value, old))
        ? []
        : [
            [
              `${name} is gone: nobody does any more what it did before objects were admitted`,
              path.slice(0, -1),
            ],
          ];
    const [was, is] = [askedAt(old), askedAt(now.value)];
    const cuts: Cut[] = [];
    if (isRequired(old) && !isRequired(now.value))
      cuts.push([
        `${name} is no longer required: requests pass without it when it cannot be reached`,
        now.path,
      ]);
    if (was !== is) cuts.push([`${name} is asked at ${is}, no longer at ${was}`, now.path]);
    return cuts;
  });
}

function isRequired({ failurePolicy = 'Fail' }: Fields): boolean {
  return failurePolicy === 'Fail';
}

/** But for the name. */
function isAlike({ name: _, ...one }: Fields, { name: __, ...other }: Fields): boolean {
  return isDeepStrictEqual(one, other);
}

function askedAt(webhook: Fields): string {
  const { url } = fieldsOf(webhook, 'clientConfig');
  if (url !== undefined) return shown(url);
  const { namespace, name, path = '/', port = 443 } = fieldsOf(webhook, 'clientConfig', 'service');
  const at = `${shown(namespace)}/${shown(name)}${port === 443 ? '' : `:${shown(port)}`}`;
  return `the Service ${at}${path === '/' ? '' : shown(path)}`;
}
