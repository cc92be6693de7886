import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, select, selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** What a DestinationRule says of the encryption of some traffic; nothing leaves it to the mesh. */
interface Settings {
  readonly tls: Fields | undefined;
  readonly path: Path;
}

/** Traffic to a Service: of one of its subsets, on one of its ports, or what no such word is said of. */
interface Traffic {
  readonly subset?: string;
  readonly port?: string;
}

/** Traffic that a DestinationRule has encrypted less well than before, or to whoever answers. */
export function trafficTlsCuts({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'networking.istio.io/DestinationRule' || before === undefined || after === undefined)
    return [];
  // What says nothing of its own is told with what it has it from.
  const seen = new Set<string>();
  return trafficOf(before, after).flatMap((traffic) => {
    const [was, is] = [before, after].map((rule) => settingsOf(rule, traffic)) as [Settings, Settings];
    const key = JSON.stringify([was.path, is.path]);
    if (seen.has(key)) return [];
    seen.add(key);
    return cutsOf(textOfTraffic(traffic), was, is);
  });
}

/** All that is told apart before or after. Nothing goes to subsets that are new, and nothing more to those that are gone. */
function trafficOf(before: KubernetesObject, after: KubernetesObject): Traffic[] {
  const namesIn = (rule: KubernetesObject): Set<string> =>
    new Set(selectTexts(rule, 'spec.subsets[].name').map(({ value }) => value));
  const fields = ['spec', 'spec.subsets[]'].map(
    (at) => `${at}.trafficPolicy.portLevelSettings[].port.number`,
  );
  const ports = [before, after].flatMap((rule) =>
    fields.flatMap((field) => select(rule, field).map(({ value }) => shown(value))),
  );
  const subsets = [{}, ...[...namesIn(before).intersection(namesIn(after))].map((subset) => ({ subset }))];
  return [{}, ...[...new Set(ports)].map((port) => ({ port }))].flatMap((on) =>
    subsets.map((of) => ({ ...of, ...on })),
  );
}

/** Istio 1.27, `pilot/pkg/networking/util/util.go`, `MergeSubsetTrafficPolicy`: settings of a port inherit nothing. */
function settingsOf(rule: KubernetesObject, { subset, port }: Traffic): Settings {
  const policies = [
    ...selectMaps(rule, 'spec.subsets[]')
      .filter(({ value }) => subset !== undefined && textOf(value, 'name') === subset)
      .flatMap(({ value, path }) => selectMaps(value, 'trafficPolicy', path)),
    ...selectMaps(rule, 'spec.trafficPolicy'),
  ];
  for (const { value, path } of policies) {
    const own = selectMaps(value, 'portLevelSettings[]', path).find((each) =>
      select(each.value, 'port.number').some((number) => shown(number.value) === port),
    );
    const { tls } = own?.value ?? value;
    const found = { tls: isRecord(tls) ? tls : undefined, path: [...(own?.path ?? path), 'tls'] };
    if (own !== undefined || found.tls !== undefined) return found;
  }
  return { tls: undefined, path: ['spec', 'trafficPolicy', 'tls'] };
}

/** Istio's reference, "ClientTLSSettings": from the weakest on, so that the first one is the default. */
const modes = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'];
const byMesh = 'up to the mesh';
const unverified = 'insecureSkipVerify';

function cutsOf(traffic: string, was: Settings, is: Settings): Hazard[] {
  const [old, now] = [was, is].map(({ tls }) => tls && shown(tls['mode'] ?? modes[0]));
  const told: [string, string][] = [];
  if (isWeaker(old, now))
    told.push(['mode', `the encryption of ${traffic} is ${now ?? byMesh}, no longer ${old ?? byMesh}`]);
  if (old !== 'DISABLE' && is.tls?.[unverified] === true && was.tls?.[unverified] !== true)
    told.push([unverified, `the mesh no longer checks who answers ${traffic}: ${unverified} is true`]);
  return told.map(([field, message]) => ({
    severity: 'warning',
    rule: 'encryption-cut',
    message,
    path: [...is.path, field],
  }));
}

/** Without a word, a mesh encrypts by itself what is inside of it, and asks what is outside in the clear. */
function isWeaker(was: string | undefined, is: string | undefined): boolean {
  if (was === undefined) return is === 'DISABLE';
  if (is === undefined) return was === 'SIMPLE' || was === 'MUTUAL';
  return modes.includes(is) && modes.indexOf(is) < modes.indexOf(was);
}

function textOfTraffic({ subset, port }: Traffic): string {
  const to = subset === undefined ? 'traffic to it' : `traffic to its subset ${subset}`;
  return port === undefined ? to : `${to} on port ${port}`;
}
