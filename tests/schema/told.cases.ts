import { type Row, rows } from './rows.ts';

const ofResource = (resource: string, divisor: string | number) => [
  { name: 'A', valueFrom: { resourceFieldRef: { resource, divisor } } },
];
const ofField = (fieldPath: string) => [{ name: 'A', valueFrom: { fieldRef: { fieldPath } } }];
const pods = (fields: object) => ({
  podAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', labelSelector: {}, ...fields }],
  },
});
const nodes = (key: string, operator: string, ...values: readonly string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key, operator, ...(values.length > 0 && { values }) }] }],
    },
  },
});
const preferred = (key: string) => ({
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 1, preference: { matchFields: [{ key, operator: 'In', values: ['a'] }] } },
    ],
  },
});
const mounted = (fields: object) => ({
  containers: [{ name: 'main', image: 'x', volumeMounts: [{ name: 'a', mountPath: '/a', ...fields }] }],
  volumes: [{ name: 'a', emptyDir: {} }],
});
const unmasked = (fields: object) => ({
  containers: [{ name: 'main', image: 'x', securityContext: { procMount: 'Unmasked' } }],
  ...fields,
});
const driver = (fields: object) => [{ name: 'a', csi: { driver: 'a.example.com', ...fields } }];

/** Changes to what containers are told and shown, and to where their pods go: as in `validated.cases.ts`. */
export const told: readonly Row[] = [
  ...rows('Pod', 'spec.containers.0.env', {
    accepted: [
      ofResource('limits.cpu', '1m'),
      ofResource('limits.cpu', '1000m'),
      ofResource('limits.cpu', '0'),
      ofResource('limits.memory', '1Mi'),
      ofResource('limits.memory', 1),
      ofResource('requests.memory', '1024Ki'),
      ofResource('requests.ephemeral-storage', '1G'),
      ofField("metadata.labels['example.com/a']"),
      ofField("metadata.annotations['Example.com/a']"),
    ],
    refused: [
      ofResource('limits.cpu', '2'),
      ofResource('limits.cpu', '1Mi'),
      ofResource('limits.memory', '1m'),
      ofResource('limits.memory', '3Mi'),
      ofResource('requests.ephemeral-storage', '2'),
      ofField("metadata.labels['a b']"),
      ofField("metadata.labels['']"),
      ofField("metadata.labels['Example.com/a']"),
      ofField("metadata.annotations['a b']"),
    ],
  }),
  ...rows('Pod', 'spec.affinity', {
    accepted: [
      pods({ matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] }),
      nodes('metadata.name', 'NotIn', 'a.b'),
      preferred('metadata.name'),
    ],
    refused: [
      pods({ matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] }),
      pods({ matchLabelKeys: ['a b'] }),
      pods({ mismatchLabelKeys: ['a b'] }),
      nodes('metadata.name', 'In', 'a', 'b'),
      nodes('metadata.name', 'In', 'A_b'),
      nodes('metadata.name', 'Exists'),
      nodes('metadata.namespace', 'In', 'a'),
      preferred('metadata.labels'),
    ],
  }),
  ...rows('Pod', 'spec', {
    accepted: [
      mounted({ recursiveReadOnly: 'Disabled' }),
      mounted({ recursiveReadOnly: 'Enabled', readOnly: true }),
      mounted({ recursiveReadOnly: 'IfPossible', readOnly: true, mountPropagation: 'None' }),
      unmasked({ hostUsers: false }),
    ],
    refused: [
      mounted({ recursiveReadOnly: 'Enabled' }),
      mounted({ recursiveReadOnly: 'IfPossible', readOnly: false }),
      mounted({ recursiveReadOnly: 'Enabled', readOnly: true, mountPropagation: 'HostToContainer' }),
      mounted({ recursiveReadOnly: 'x', readOnly: true }),
      unmasked({}),
      unmasked({ hostUsers: true }),
    ],
  }),
  ...rows('Pod', 'spec.volumes', {
    accepted: [driver({}), driver({ nodePublishSecretRef: { name: 'a' } })],
    refused: [driver({ nodePublishSecretRef: {} }), driver({ nodePublishSecretRef: { name: '' } })],
  }),
];
