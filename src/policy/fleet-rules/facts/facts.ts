/** What rules know of how Kubernetes, KEDA, Argo Rollouts and Prometheus see objects together; `facts` of `#plumb`. */

export { generatedBy } from './application-set.ts';
export { longestGapMinutes } from './cron-gap.ts';
export { budgetsOf, disruptionsAllowed, isBudgetOf } from './disruption.ts';
export { isolating } from './network.ts';
export { peakPods } from './peak-pods.ts';
export { seriesIn } from './promql.ts';
export { countsPods, quotaUsage } from './quota.ts';
export { amountsOf, formatAmount } from './resources.ts';
export { scaleOf, scalersOf, scalerTypes, targetOf } from './scale.ts';
export { isServed, serviceOf } from './service-address.ts';
