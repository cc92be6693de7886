import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const snippet = /^nginx\.ingress\.kubernetes\.io\/.*snippet$/;

/** By kind, what is done to the configuration of proxies, and with what of it. */
interface Patches {
  readonly find: (object: KubernetesObject | undefined) => unknown;
  readonly what: (object: KubernetesObject) => string;
  readonly field: string;
}

const patches: Readonly<Record<string, Patches>> = {
  'extensions.istio.io/WasmPlugin': {
    find: (plugin) =>
      selectTexts(plugin, 'spec.url').map(({ value }) => value.replace(/^(?!\w+:\/\/)/, 'oci://')),
    what: (plugin) => `has proxies run ${shown(fieldsOf(plugin, 'spec')['url'])}`,
    field: 'spec',
  },
  'networking.istio.io/EnvoyFilter': {
    find: (filter) => select(filter, 'spec.configPatches[]').map(({ value }) => value),
    what: (filter) => {
      const parts = selectTexts(filter, 'spec.configPatches[].applyTo').map(({ value }) => value);
      return `changes what proxies are made of (${[...new Set(parts)].join(', ')})`;
    },
    field: 'spec',
  },
  'networking.k8s.io/Ingress': {
    find: (ingress) =>
      Object.entries(fieldsOf(ingress, 'metadata', 'annotations')).filter(([name]) => snippet.test(name)),
    what: (ingress) => {
      const names = Object.keys(fieldsOf(ingress, 'metadata', 'annotations'));
      return `changes how nginx is configured (${names.filter((name) => snippet.test(name)).join(', ')})`;
    },
    field: 'metadata',
  },
};

/** What changes proxies past the objects that say where traffic goes and who may send it: these tell no longer all of it. */
export function proxyPatches({ type, before, after }: Reviewed): Hazard[] {
  const kind = patches[type];
  if (kind === undefined || after === undefined) return [];
  const [was, is] = [before, after].map(kind.find);
  if (isDeepStrictEqual(was, is) || (Array.isArray(is) && is.length === 0)) return [];
  const how = Array.isArray(was) && was.length > 0 ? ', otherwise than before' : '';
  const message = `${kind.what(after)}${how}: what other objects say of traffic may not hold`;
  return [{ severity: 'warning', rule: 'mutation', message, path: [kind.field] }];
}
