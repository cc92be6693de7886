import { type Row, rows } from './rows.ts';

const main = { name: 'main', image: 'x' };
const pod = (fields: object, container: object = {}) => ({
  containers: [{ ...main, ...container }],
  ...fields,
});
const requests = (amounts: object) => ({ resources: { requests: amounts } });
const limits = (amounts: object) => ({ resources: { limits: amounts } });
const both = (least: object, most: object) => ({ resources: { requests: least, limits: most } });
const init = (container: object) => ({ initContainers: [{ name: 'i', image: 'x', ...container }] });
const claims = (...resourceClaims: readonly object[]) => pod({ resourceClaims });
const resize = (restartPolicy: string) => ({ resizePolicy: [{ resourceName: 'cpu', restartPolicy }] });

/** Changes to pods that are about to be made, and to what they have as a whole: as in `validated.cases.ts`. */
export const newPods: readonly Row[] = [
  ...rows('Pod', 'spec', {
    accepted: [
      pod({ ephemeralContainers: [] }),
      pod({ schedulingGates: [{ name: 'a.b/c' }] }),
      pod({ schedulingGates: [], nodeName: 'a' }),
      pod({ restartPolicy: 'Never' }, resize('NotRequired')),
      pod({ restartPolicy: 'OnFailure' }, resize('RestartContainer')),
      claims({ name: 'a', resourceClaimName: 'b' }),
      claims({ name: 'a', resourceClaimTemplateName: 'b.c' }, { name: 'b', resourceClaimName: 'b' }),
      pod({ resources: {} }),
      pod(limits({ cpu: 1 }), limits({ cpu: 1 })),
      pod(limits({ cpu: 1 }), requests({ memory: 1 })),
      pod(both({ cpu: 1 }, { cpu: 2 }), requests({ cpu: 1 })),
      pod({ ...requests({ cpu: 1 }), ...init(requests({ cpu: 1 })) }, requests({ cpu: 1 })),
      pod({ ...both({ cpu: 1 }, { cpu: 2 }), ...init(limits({ cpu: 1 })) }, limits({ cpu: 1 })),
    ],
    refused: [
      pod({ ephemeralContainers: [{ name: 'e', image: 'x' }] }),
      pod({ schedulingGates: [{ name: 'a' }], nodeName: 'a' }),
      pod({ restartPolicy: 'Never' }, resize('RestartContainer')),
      pod({ restartPolicy: 'Never', ...init(resize('RestartContainer')) }),
      claims({ name: 'a' }),
      claims({ name: 'a', resourceClaimName: '' }),
      claims({ name: 'A', resourceClaimName: 'b' }),
      claims({ name: 'a', resourceClaimName: 'B_' }),
      claims({ name: 'a', resourceClaimTemplateName: 'B_' }),
      claims({ name: 'a', resourceClaimName: 'b', resourceClaimTemplateName: 'c' }),
      claims({ name: 'a', resourceClaimName: 'b' }, { name: 'a', resourceClaimName: 'c' }),
      pod(limits({ 'ephemeral-storage': 1 })),
      pod(requests({ 'a.b/c': 1 })),
      pod({
        resources: { claims: [{ name: 'a' }] },
        resourceClaims: [{ name: 'a', resourceClaimName: 'b' }],
      }),
      pod(both({ cpu: 2 }, { cpu: 1 })),
      pod(limits({ cpu: 1 }), limits({ cpu: 2 })),
      pod(requests({ cpu: '100m' }), requests({ cpu: '200m' })),
      pod({ ...requests({ cpu: 1 }), ...init(requests({ cpu: 2 })) }),
      pod(
        { ...requests({ cpu: 1 }), ...init({ restartPolicy: 'Always', ...requests({ cpu: 1 }) }) },
        requests({ cpu: 1 }),
      ),
    ],
  }),
  ...rows('Pod', 'spec.containers.0.image', { accepted: ['x', 'a b'], refused: [' x', 'x ', 'x\n'] }),
  ...rows('Pod', 'spec.containers.0.resources', {
    accepted: [limits({ cpu: 1, 'hugepages-2Mi': '4Mi' }).resources],
    refused: [
      limits({ cpu: 1, 'hugepages-x': 1 }).resources,
      limits({ cpu: 1, 'hugepages-2Mi': '3Mi' }).resources,
    ],
  }),
  ...rows('StatefulSet', 'spec.volumeClaimTemplates.0.metadata', {
    accepted: [{ name: 'a' }],
    refused: [{}, { name: '' }, { name: 'a.b' }, null],
  }),
  ...rows('Deployment', 'spec.template.spec', {
    accepted: [
      pod(limits({ cpu: 1 }), limits({ cpu: 1 })),
      pod({ schedulingGates: [{ name: 'a' }], nodeName: 'a' }),
    ],
    refused: [
      pod(requests({ cpu: '100m' }), requests({ cpu: '200m' })),
      pod(limits({ cpu: 1 }), limits({ cpu: 2 })),
    ],
  }),
  ...rows('Deployment', 'spec.template.spec.ephemeralContainers', {
    accepted: [[]],
    refused: [[{ name: 'e', image: 'x' }]],
  }),
];
