import { type Row, rows } from './rows.ts';

const longest = `${'a'.repeat(251)}.b`;
const tooLong = `${'a'.repeat(252)}.b`;

const metrics = (name: string) => [
  { type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: 1 } } },
];

/** Changes to names with a domain, and to names that stand in a URL: as in `validated.cases.ts`. */
export const names: readonly Row[] = [
  ...rows('Deployment', 'spec.template.spec.nodeSelector', {
    accepted: [{ [`${longest}/a`]: 'b' }],
    refused: [{ [`${tooLong}/a`]: 'b' }],
  }),
  ...rows('Deployment', 'spec.template.spec.tolerations', {
    accepted: [[{ key: `${longest}/${'a'.repeat(63)}`, operator: 'Exists' }]],
    refused: [[{ key: `${tooLong}/${'a'.repeat(63)}`, operator: 'Exists' }]],
  }),
  // The quota of a device is named after it, with `requests.` before it.
  ...rows('Deployment', 'spec.template.spec.containers.0.resources', {
    accepted: [{ limits: { [`${longest.slice('requests.'.length)}/a`]: 1 } }],
    refused: [{ limits: { [`${longest.slice('requests'.length)}/a`]: 1 } }],
  }),
  ...rows('Deployment', 'metadata.labels', {
    accepted: [{ [`${longest}/a`]: 'b' }],
    refused: [{ [`${tooLong}/a`]: 'b' }],
  }),
  ...rows('RoleBinding', 'roleRef.name', {
    accepted: ['...', '.a', 'system:A b'],
    refused: ['.', '..', 'a/b', 'a%'],
  }),
  ...rows('HorizontalPodAutoscaler', 'spec.metrics', {
    accepted: [metrics('...'), metrics('.a')],
    refused: [metrics('.'), metrics('..'), metrics('a%')],
  }),
];
