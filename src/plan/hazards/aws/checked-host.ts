import { clusterOf } from '../../../fleet/cluster-of.ts';
import type { HazardRule } from '../hazard.ts';
import { other, weakenings } from '../worse.ts';
import { awsType } from './controllers.ts';

const otherHost = weakenings({
  [awsType('route53/HealthCheck')]: [
    ['healthCheckConfig.fullyQualifiedDomainName', other, 'protection-cut', 'goes by something else'],
  ],
});

/** Health checks that ask another host. Clusters that are compared with each other have hosts of their own. */
export const otherCheckedHost: HazardRule = (reviewed) => {
  const { before, after } = reviewed.change;
  return before && after && clusterOf(before) === clusterOf(after) ? otherHost(reviewed) : [];
};
