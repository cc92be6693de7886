import { clusterOf } from '../../../fleet/cluster-of.ts';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import type { LoadedManifest } from '../../../manifest/read.ts';
import { fieldsOf, selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';
import { awsType } from '../aws/controllers.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';

/** The addresses, or names, that names lead to: one text each. */
interface Leading {
  readonly find: (object: KubernetesObject) => readonly string[];
  readonly path: Path;
}

const at = (path: readonly string[], ...patterns: readonly string[]): Leading => ({
  find: (object) =>
    patterns.flatMap((pattern) => selectTexts(object, pattern).map(({ value }) => withoutDot(value))),
  path,
});

/** A name of DNS as most write it: it may end with a dot. */
export function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}

const records = at(['spec'], 'spec.resourceRecords[].value', 'spec.aliasTarget.dnsName');

/** Others, such as TXT, lead nobody anywhere. */
const leads = /^(?:A|AAAA|CNAME)$/;

const leadings: Readonly<Record<string, Leading>> = {
  Endpoints: at(['subsets'], 'subsets[].addresses[].ip'),
  // Who has a name of its own leads there, and to no pods.
  Service: {
    find: (service) => {
      const { type, externalName, selector } = fieldsOf(service, 'spec');
      if (type === 'ExternalName') return typeof externalName === 'string' ? [withoutDot(externalName)] : [];
      return isRecord(selector) ? ['its pods'] : [];
    },
    path: ['spec'],
  },
  'discovery.k8s.io/EndpointSlice': at(['endpoints'], 'endpoints[].addresses[]'),
  'externaldns.k8s.io/DNSEndpoint': {
    find: (object) =>
      selectMaps(object, 'spec.endpoints[]')
        .filter(({ value }) => leads.test(textOf(value, 'recordType') ?? ''))
        .flatMap(({ value }) => selectTexts(value, 'targets[]').map((target) => withoutDot(target.value))),
    path: ['spec', 'endpoints'],
  },
  'networking.istio.io/ServiceEntry': at(['spec', 'endpoints'], 'spec.endpoints[].address'),
  [awsType('cloudfront/Distribution')]: at(
    ['spec', 'distributionConfig', 'origins'],
    'spec.distributionConfig.origins.items[].domainName',
  ),
  [awsType('route53/RecordSet')]: {
    ...records,
    find: (record) =>
      leads.test(textOf(fieldsOf(record, 'spec'), 'recordType') ?? '') ? records.find(record) : [],
  },
};

/** Names that lead to other addresses instead of those that they led to. One address more, or less, leads nobody astray. */
export function newAddresses({ type, change, before, after }: Reviewed): Hazard[] {
  const leading = leadings[type];
  if (leading === undefined || before === undefined || after === undefined) return [];
  const [old, now] = [before, after].map((object) => [...new Set(leading.find(object))]) as [
    string[],
    string[],
  ];
  // Clusters that are compared with each other have regions of their own; one that stays where it is has not moved.
  const areOne =
    change.before !== undefined && change.after !== undefined && isOneCluster(change.before, change.after);
  const isIn = (one: string, others: readonly string[]): boolean =>
    others.some((each) => (areOne ? one === each : !other(one, each)));
  const [came, went] = [now.filter((each) => !isIn(each, old)), old.filter((each) => !isIn(each, now))];
  if (came.length === 0 || went.length === 0) return [];
  const message = `leads to ${came.join(', ')}, and no longer to ${went.join(', ')}`;
  return [{ severity: 'warning', rule: 'traffic-change', message, path: leading.path }];
}

function isOneCluster(before: LoadedManifest, after: LoadedManifest): boolean {
  const cluster = clusterOf(before);
  return cluster !== '' && cluster === clusterOf(after);
}
