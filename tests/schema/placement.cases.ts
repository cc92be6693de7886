import { type Row, rows } from './rows.ts';

const required = (...matchExpressions: readonly object[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  },
});

/** Changes to what says on which nodes pods go: as in `validated.cases.ts`. */
export const placement: readonly Row[] = [
  ...rows('Pod', 'spec.topologySpreadConstraints', {
    accepted: [
      [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
      ],
      [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'b', whenUnsatisfiable: 'DoNotSchedule' },
      ],
      [{ maxSkew: 1, topologyKey: 'a b', whenUnsatisfiable: 'DoNotSchedule' }],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['app'],
          labelSelector: {},
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['app'],
          labelSelector: { matchLabels: { app: 'web' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['app'],
          labelSelector: { matchLabels: { b: 'web' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['a', 'a'],
          labelSelector: { matchLabels: { b: 'web' } },
        },
      ],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor' }],
    ],
    refused: [
      [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
      ],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'Never' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: '' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['app'] }],
      [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          matchLabelKeys: ['a b'],
          labelSelector: { matchLabels: { b: 'web' } },
        },
      ],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', nodeAffinityPolicy: 'x' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: '' }],
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', minDomains: 0 }],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { 'a b': 'c' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b c' } },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchExpressions: [{ key: 'a b', operator: 'Exists' }] },
        },
      ],
      [
        {
          maxSkew: 1,
          topologyKey: 'a',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
        },
      ],
    ],
  }),
  ...rows('Pod', 'spec.nodeSelector', {
    accepted: [{ 'kubernetes.io/os': 'linux' }, { a: '' }],
    refused: [
      { 'a b': 'c' },
      { 'a/b/c': 'd' },
      { '': 'd' },
      { '/a': 'd' },
      { 'a/': 'd' },
      { aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 'b' },
      { 'A.b/c': 'd' },
    ],
  }),
  ...rows('Pod', 'spec.tolerations', {
    accepted: [
      [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
      [{ key: 'a', operator: 'Equal', value: '' }],
      [{ key: 'a', operator: 'Equal', value: 'a.b_c-D' }],
    ],
    refused: [
      [{ key: 'a b', operator: 'Exists' }],
      [{ key: 'a', value: 'b c' }],
      [{ key: 'A/b', operator: 'Exists' }],
      [{ key: 'a', operator: 'Gt', value: '1' }],
    ],
  }),
  ...rows('Pod', 'spec.affinity', {
    accepted: [
      { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] } },
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } },
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['b'] }] }],
          },
        },
      },
      {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', matchLabelKeys: ['a'], labelSelector: {} } },
          ],
        },
      },
    ],
    refused: [
      { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a b' }] } },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', namespaces: ['A_b'] }],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 101, podAffinityTerm: { topologyKey: 'a' } },
          ],
        },
      },
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a b', operator: 'Exists' }] }],
          },
        },
      },
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] } },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', matchLabelKeys: ['a'] }],
        },
      },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: 'a',
              labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
            },
          ],
        },
      },
      {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'a', labelSelector: { matchLabels: { 'a b': 'c' } } },
          ],
        },
      },
      {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a b', operator: 'In', values: ['c'] }] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'a', labelSelector: { matchLabels: { 'a b': 'c' } } },
            },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'a', labelSelector: { matchLabels: { a: 'b c' } } },
            },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: {
                topologyKey: 'a',
                labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] },
              },
            },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a b' } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', namespaces: ['A'] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', matchLabelKeys: ['a'] } },
          ],
        },
      },
      {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: { topologyKey: 'a', namespaceSelector: { matchLabels: { 'a b': 'c' } } },
            },
          ],
        },
      },
    ],
  }),
  ...rows('Pod', 'spec.affinity', {
    accepted: [
      required({ key: 'a', operator: 'In', values: ['b', ''] }),
      {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] } },
          ],
        },
      },
    ],
    refused: [
      required({ key: 'a', operator: 'In', values: ['b', 'a b'] }),
      required({ key: 'a', operator: 'NotIn', values: ['a'.repeat(64)] }),
    ],
  }),
];
