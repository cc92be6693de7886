import { restrictedDirections } from '../network-policy.ts';
import {
  type DefaultsByType,
  type Fields,
  fillNil,
  fillZero,
  isNil,
  mapAt,
  nilDefaults,
  zeroDefaults,
} from './fields.ts';

const rbac = 'rbac.authorization.k8s.io';

const webhook = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};
const matchResources = nilDefaults({ matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
const servicePort = nilDefaults({ port: 443 });
const roleRef = (binding: Fields) => fillZero(mapAt(binding, 'roleRef'), 'apiGroup', rbac);
const deviceCount = (request: Fields) => {
  fillZero(request, 'allocationMode', 'ExactCount');
  if (request['allocationMode'] === 'ExactCount') fillZero(request, 'count', 1);
};

/** Source: Kubernetes 1.34, `pkg/apis/<group>/<version>/defaults.go`. */
export const otherDefaults: DefaultsByType = {
  'admissionregistration.v1.MatchResources': matchResources,
  'admissionregistration.v1.MutatingWebhook': nilDefaults({ ...webhook, reinvocationPolicy: 'Never' }),
  'admissionregistration.v1.RuleWithOperations': nilDefaults({ scope: '*' }),
  'admissionregistration.v1.NamedRuleWithOperations': nilDefaults({ scope: '*' }),
  'admissionregistration.v1.ServiceReference': servicePort,
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': nilDefaults({ failurePolicy: 'Fail' }),
  'admissionregistration.v1.ValidatingWebhook': nilDefaults(webhook),
  'discovery.v1.EndpointPort': nilDefaults({ name: '', protocol: 'TCP' }),
  'flowcontrol.v1.ExemptPriorityLevelConfiguration': nilDefaults({
    nominalConcurrencyShares: 0,
    lendablePercent: 0,
  }),
  'flowcontrol.v1.FlowSchemaSpec': zeroDefaults({ matchingPrecedence: 1000 }),
  'flowcontrol.v1.LimitedPriorityLevelConfiguration': nilDefaults({
    nominalConcurrencyShares: 30,
    lendablePercent: 0,
  }),
  'flowcontrol.v1.QueuingConfiguration': zeroDefaults({ handSize: 8, queues: 64, queueLengthLimit: 50 }),
  'networking.v1.IngressClass': (ingressClass) => {
    const { parameters } = mapAt(ingressClass, 'spec');
    if (!isNil(parameters)) fillNil(parameters as Fields, 'scope', 'Cluster');
  },
  'networking.v1.NetworkPolicy': (policy) => {
    fillZero(mapAt(policy, 'spec'), 'policyTypes', restrictedDirections(policy));
  },
  'networking.v1.NetworkPolicyPort': nilDefaults({ protocol: 'TCP' }),
  'rbac.v1.ClusterRoleBinding': roleRef,
  'rbac.v1.RoleBinding': roleRef,
  'rbac.v1.Subject': (subject) => {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group') fillZero(subject, 'apiGroup', rbac);
  },
  'resource.v1.DeviceSubRequest': deviceCount,
  'resource.v1.ExactDeviceRequest': deviceCount,
  'scheduling.v1.PriorityClass': nilDefaults({ preemptionPolicy: 'PreemptLowerPriority' }),
  'storage.v1.CSIDriver': (driver) => {
    const spec = mapAt(driver, 'spec');
    nilDefaults({
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
      requiresRepublish: false,
      seLinuxMount: false,
    })(spec);
    fillZero(spec, 'volumeLifecycleModes', ['Persistent']);
  },
  'storage.v1.StorageClass': nilDefaults({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  'apiextensions.v1.CustomResourceDefinition': (definition) => {
    const spec = mapAt(definition, 'spec');
    const names = mapAt(spec, 'names');
    const { kind } = names;
    if (typeof kind === 'string')
      zeroDefaults({ singular: kind.toLowerCase(), listKind: `${kind}List` })(names);
    fillNil(spec, 'conversion', { strategy: 'None' });
  },
  'apiextensions.v1.ServiceReference': servicePort,
  'apiregistration.v1.ServiceReference': servicePort,
};
