import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import { textOf } from '../../../manifest/select.ts';
import { commaSeparated } from '../../comma-separated.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const istio = 'traffic.sidecar.istio.io';

/** What proxies leave alone: Istio 1.31, `annotation/annotations.yaml` of its API; Linkerd 2.18, `pkg/k8s/labels.go`. */
const leaving = [
  ...['excludeInboundPorts', 'excludeOutboundPorts', 'excludeOutboundIPRanges', 'excludeInterfaces'].map(
    (name) => `${istio}/${name}`,
  ),
  ...['skip-inbound-ports', 'skip-outbound-ports'].map((name) => `config.linkerd.io/${name}`),
];

/** All that they look after; all there is, unless it is said. */
const taking = ['includeInboundPorts', 'includeOutboundIPRanges'].map((name) => `${istio}/${name}`);

/** Pods whose traffic newly goes past the proxies of the mesh, which encrypt it and go by its policies. */
export function meshBypasses({ type, before, after }: Reviewed): Hazard[] {
  const [was, is] = [before, after].map((object) => object && podsOf(type, object));
  if (was === undefined || is === undefined) return [];
  const messages = [
    ...leaving.flatMap((name) => {
      const [had, has] = [was, is].map((pods) => partsOf(pods, name)) as [Parts, Parts];
      const left = [...has.difference(had)];
      return left.length === 0 ? [] : [`${left.join(', ')} (${name})`];
    }),
    ...taking.flatMap((name) => {
      const [had, has] = [was, is].map((pods) => partsOf(pods, name, '*')) as [Parts, Parts];
      const isLess = !has.has('*') && (had.has('*') || !had.isSubsetOf(has));
      return isLess ? [`all but ${[...has].join(', ') || 'nothing'} (${name})`] : [];
    }),
  ];
  return messages.map((message) => ({
    severity: 'warning',
    rule: 'protection-cut',
    message: `traffic of its pods newly goes past the mesh: ${message}`,
    path: [...is.labelsPath.slice(0, -1), 'annotations'],
  }));
}

type Parts = ReadonlySet<string>;

function partsOf({ annotations }: Pods, name: string, usual = ''): Parts {
  const text = name in annotations ? textOf(annotations, name) : usual;
  return new Set(commaSeparated(text));
}
