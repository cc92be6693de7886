import { isRecord } from '../../manifest/object.ts';
import { fieldsOf, select, selectMaps, selectTexts } from '../../manifest/select.ts';
import { repeated } from '../repeated.ts';
import { type Fields, isEmpty, type Wrong } from './struct.ts';

/** `successThreshold` may be more than 1 for readiness alone, which never ends a container. */
export function probesFit(container: Fields): Wrong[] {
  const wrong: Wrong[] = [];
  for (const probe of ['livenessProbe', 'startupProbe']) {
    const threshold = fieldsOf(container, probe)['successThreshold'];
    if (typeof threshold !== 'number' || threshold <= 1) continue;
    wrong.push({
      at: [probe, 'successThreshold'],
      message: `${threshold} is for readiness probes alone`,
      allowed: '1',
      next: 'remove it',
    });
  }
  if (typeof fieldsOf(container, 'readinessProbe')['terminationGracePeriodSeconds'] === 'number') {
    wrong.push({
      at: ['readinessProbe', 'terminationGracePeriodSeconds'],
      message: 'a readiness probe ends no container',
      allowed: 'none',
      next: 'remove it, or set it at the liveness probe',
    });
  }
  return wrong;
}

const forLongRunning = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** A container that must end before others start is not probed, unless it is a sidecar. */
export function initContainersEnd(spec: Fields): Wrong[] {
  return selectMaps(spec, 'initContainers[]').flatMap(({ value, path }) =>
    forLongRunning
      .filter((field) => value['restartPolicy'] !== 'Always' && isRecord(value[field]))
      .map((field) => ({
        at: [...path, field],
        message: 'an init container ends before the others start: it has no probes and no lifecycle',
        allowed: 'none, or restartPolicy Always (a sidecar)',
        next: `remove ${field}, or set restartPolicy: Always`,
      })),
  );
}

export function hasNameServers({ dnsPolicy, dnsConfig }: Fields): Wrong[] {
  if (dnsPolicy !== 'None' || !isEmpty(fieldsOf(dnsConfig)['nameservers'])) return [];
  return [
    {
      at: ['dnsPolicy'],
      message: 'None leaves the pod without a name server',
      allowed: 'dnsConfig.nameservers with at least one address, beside None',
      next: 'add dnsConfig.nameservers, or choose another policy',
    },
  ];
}

/** A container cannot sleep longer than it is given to end (`validateSleepAction`). */
export function sleepsWithinGrace(spec: Fields): Wrong[] {
  const grace = spec['terminationGracePeriodSeconds'] ?? usualGrace;
  if (typeof grace !== 'number' || grace < 0) return [];
  return ['containers', 'initContainers'].flatMap((list) =>
    ['postStart', 'preStop'].flatMap((hook) =>
      select(spec, `${list}[].lifecycle.${hook}.sleep.seconds`).flatMap(({ value, path }) => {
        if (typeof value !== 'number' || (value >= 0 && value <= grace)) return [];
        return [
          {
            at: path,
            message: `${value} is not within terminationGracePeriodSeconds, which is ${grace}`,
            allowed: `0 to ${grace}`,
            next: 'raise terminationGracePeriodSeconds, or sleep less',
          },
        ];
      }),
    ),
  );
}

export function resizesOnce(container: Fields): Wrong[] {
  const names = selectTexts(container, 'resizePolicy[].resourceName');
  return repeated(names, ({ value }) => value).map(({ value, path }) => ({
    at: path,
    message: `${value} has a policy already`,
    allowed: 'each resource once',
    next: 'remove one of the two',
  }));
}

/** What a container claims, its pod has (`validateResourceClaimNames`). */
export function claimsAreOfPod(spec: Fields): Wrong[] {
  const names = selectTexts(spec, 'resourceClaims[].name').map(({ value }) => value);
  return ['containers', 'initContainers'].flatMap((list) =>
    selectTexts(spec, `${list}[].resources.claims[].name`)
      .filter(({ value }) => !names.includes(value))
      .map(({ value, path }) => ({
        at: path,
        message: `${JSON.stringify(value)} is no claim of the pod`,
        allowed: names.length === 0 ? 'none: the pod has no resourceClaims' : names.join(', '),
        next: 'add it to resourceClaims of the pod, or correct the name',
      })),
  );
}

const usualGrace = 30;
const longestSearchList = 2048;

export function searchesFew({ searches }: Fields): Wrong[] {
  if (!Array.isArray(searches) || searches.join(' ').length <= longestSearchList) return [];
  return [
    {
      at: ['searches'],
      message: `are ${searches.join(' ').length} characters in all`,
      allowed: `at most ${longestSearchList} characters, with blanks between`,
    },
  ];
}
