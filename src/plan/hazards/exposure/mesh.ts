import { readEmbedded } from '../../../diff/embedded.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, selectTexts, textOf } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { denied, not, weakenings } from '../worse.ts';

/** By how much they make of a path before policies see it. `DEFAULT` is `BASE`. */
const normalizations = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'];

function rankOf(normalization = 'BASE'): number {
  return normalizations.indexOf(normalization === 'DEFAULT' ? 'BASE' : normalization);
}

/** Istio 1.31, `mesh/v1alpha1/config.proto` of its API. */
const meshWeakenings = weakenings(
  {
    ConfigMap: [
      [
        'outboundTrafficPolicy.mode',
        not('REGISTRY_ONLY'),
        'exposure',
        'lets pods of the mesh go to what it does not know',
      ],
      ['enableAutoMtls', denied, 'encryption-cut', 'pods no longer encrypt what they send by themselves'],
      [
        'meshMTLS.minProtocolVersion tlsDefaults.minProtocolVersion',
        not('TLSV1_3'),
        'encryption-cut',
        'takes older versions of TLS',
      ],
      [
        'pathNormalization.normalization',
        (was, is) => rankOf(is) < rankOf(was),
        'protection-cut',
        'policies see paths as they are written, and may be got round',
      ],
      [
        'rootNamespace',
        (was = 'istio-system', is = 'istio-system') => was !== is,
        'protection-cut',
        'policies of the whole mesh hold no longer where they are',
      ],
      [
        'trustDomain',
        (was = 'cluster.local', is = 'cluster.local') => was !== is,
        'protection-cut',
        'pods are called otherwise, and not known by their old names',
        'warning',
        'trustDomainAliases',
      ],
      [
        'discoverySelectors',
        (was, is) => is !== undefined && was !== is,
        'selector-change',
        'knows only what is in namespaces with certain labels',
      ],
      [
        'accessLogFile',
        (was, is) => Boolean(was) && !is,
        'protection-cut',
        'does not write down who came',
        'warning',
        'defaultProviders.accessLogging',
      ],
    ],
  },
  'object',
);

/** What the ConfigMap of a mesh, `istio` or `istio-<revision>`, guards less. */
export function meshCuts(reviewed: Reviewed): readonly Hazard[] {
  const { type, after } = reviewed;
  if (type !== 'ConfigMap' || !/^istio(?:-|$)/.test(after?.metadata.name ?? '')) return [];
  const [before, now] = [meshOf(reviewed.before), meshOf(after)];
  if (before === undefined || now === undefined) return [];
  const path = ['data', 'mesh'];
  const lost = providersOf(before).difference(providersOf(now));
  return [
    ...meshWeakenings({ ...reviewed, before, after: now }).map((hazard) => ({ ...hazard, path })),
    ...[...lost].map((name): Hazard => {
      const message = `no longer knows the provider ${name}: policies that ask it refuse all, and what goes to it is lost`;
      return { severity: 'warning', rule: 'protection-cut', message, path };
    }),
  ];
}

/** The ConfigMap, with what its text says in the place of its fields. */
function meshOf(object: KubernetesObject | undefined): KubernetesObject | undefined {
  const text = textOf(fieldsOf(object, 'data'), 'mesh');
  const mesh = text === undefined ? undefined : readEmbedded(text)?.value;
  return object === undefined || mesh === undefined
    ? undefined
    : { ...fieldsOf({ mesh }, 'mesh'), ...object };
}

function providersOf(mesh: KubernetesObject): ReadonlySet<string> {
  return new Set(selectTexts(mesh, 'extensionProviders[].name').map(({ value }) => value));
}
