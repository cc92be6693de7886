import {
  atLeast1,
  choice,
  dnsLabel,
  domain,
  type Fields,
  intOrString,
  items,
  labels,
  labelValue,
  notEmpty,
  numberOrPortName,
  optionalDnsLabel,
  optionalPort,
  optionalSubdomain,
  port,
  portName,
  qualifiedName,
  serviceName,
  subdomain,
} from './shapes.ts';

export const networkFields: Readonly<Record<string, Fields>> = {
  'core.v1.ClientIPConfig': { timeoutSeconds: { minimum: 1, maximum: 86_400 } },
  'core.v1.EndpointPort': { port, name: optionalDnsLabel },
  'core.v1.ServicePort': {
    port,
    nodePort: optionalPort,
    name: optionalDnsLabel,
    appProtocol: qualifiedName,
    targetPort: { ...intOrString, ...optionalPort, ...portName },
  },
  'core.v1.ServiceSpec': {
    internalTrafficPolicy: choice('Cluster', 'Local'),
    loadBalancerClass: qualifiedName,
    selector: labels,
    trafficDistribution: choice('PreferClose', 'PreferSameNode', 'PreferSameZone'),
  },
  'discovery.v1.Endpoint': {
    addresses: { minItems: 1, maxItems: 100 },
    hostname: dnsLabel,
    nodeName: subdomain,
  },
  'discovery.v1.EndpointPort': { name: optionalDnsLabel, appProtocol: qualifiedName },
  'discovery.v1.EndpointSlice': { addressType: choice('FQDN', 'IPv4', 'IPv6') },
  'meta.v1.LabelSelector': { matchLabels: labels },
  'meta.v1.LabelSelectorRequirement': {
    key: qualifiedName,
    operator: { enum: ['DoesNotExist', 'Exists', 'In', 'NotIn'] },
    values: items(labelValue),
  },
  'networking.v1.HTTPIngressPath': { path: { pattern: '^(/|$)' } },
  'networking.v1.HTTPIngressRuleValue': { paths: { minItems: 1 } },
  'networking.v1.IngressClassParametersReference': {
    kind: notEmpty,
    name: notEmpty,
    scope: choice('Cluster', 'Namespace'),
  },
  'networking.v1.IngressClassSpec': {
    controller: {
      pattern: `^${domain}/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+$`,
      maxLength: 250,
      'x-plumb-allowed': 'a domain and a path, such as example.com/ingress',
    },
  },
  'networking.v1.IngressServiceBackend': { name: serviceName },
  'networking.v1.IngressSpec': { ingressClassName: subdomain },
  'networking.v1.IngressTLS': { secretName: optionalSubdomain },
  'networking.v1.NetworkPolicyPort': { port: numberOrPortName, endPort: port },
  'networking.v1.NetworkPolicySpec': { policyTypes: { maxItems: 2 } },
  'networking.v1.ServiceBackendPort': { number: optionalPort, name: portName },
  'coordination.v1.LeaseSpec': { leaseDurationSeconds: atLeast1, leaseTransitions: { minimum: 0 } },
};

export const requiredInNetworks: Readonly<Record<string, readonly string[]>> = {
  'networking.v1.IngressClass': ['spec'],
  'networking.v1.IngressClassSpec': ['controller'],
};
