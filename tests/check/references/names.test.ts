import { expect, test } from 'vitest';
import { checked, configMap, deployment, namespace, object } from '../checked.ts';

const at = 'spec.template.spec.';

test.each([
  [
    'ServiceAccount',
    deployment('{serviceAccountName: web}'),
    `${at}serviceAccountName: there is no ServiceAccount "web" in namespace shop`,
  ],
  [
    'PersistentVolumeClaim',
    deployment('{volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]}'),
    `${at}volumes[0].persistentVolumeClaim.claimName: there is no PersistentVolumeClaim "data" in namespace shop`,
  ],
  [
    'ConfigMap volume',
    deployment('{volumes: [{name: a, configMap: {name: web}}]}'),
    `${at}volumes[0].configMap.name: there is no ConfigMap "web" in namespace shop`,
  ],
  [
    'projected ConfigMap',
    deployment('{volumes: [{name: a, projected: {sources: [{configMap: {name: web}}]}}]}'),
    `${at}volumes[0].projected.sources[0].configMap.name: there is no ConfigMap "web" in namespace shop`,
  ],
  [
    'HPA target',
    object(
      'HorizontalPodAutoscaler',
      'autoscaling/v2',
      'a',
      'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, maxReplicas: 2}',
    ),
    'spec.scaleTargetRef.name: there is no StatefulSet "web" in namespace shop',
  ],
  [
    'ScaledObject target',
    object(
      'ScaledObject',
      'keda.sh/v1alpha1',
      'a',
      'spec: {scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}, triggers: [{type: cpu, metadata: {value: "1"}}]}',
    ),
    'spec.scaleTargetRef.name: there is no Rollout "web" in namespace shop',
  ],
  [
    'VPA target',
    object(
      'VerticalPodAutoscaler',
      'autoscaling.k8s.io/v1',
      'a',
      'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}',
    ),
    'spec.targetRef.name: there is no Deployment "web" in namespace shop',
  ],
  [
    'Role',
    object(
      'RoleBinding',
      'rbac.authorization.k8s.io/v1',
      'a',
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}',
    ),
    'roleRef.name: there is no Role "web" in namespace shop',
  ],
  [
    'subject',
    object(
      'RoleBinding',
      'rbac.authorization.k8s.io/v1',
      'a',
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: Group, apiGroup: rbac.authorization.k8s.io, name: x}]',
    ),
    'subjects[0].name: there is no ServiceAccount "web" in namespace shop',
  ],
  [
    'Application',
    object(
      'Application',
      'argoproj.io/v1alpha1',
      'a',
      'spec: {project: shop, source: {repoURL: x, path: dist}, destination: {}}',
    ),
    'spec.project: there is no AppProject "shop" in namespace shop',
  ],
  [
    'Ingress backend',
    object(
      'Ingress',
      'networking.k8s.io/v1',
      'a',
      'spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}',
    ),
    'spec.defaultBackend.service.name: there is no Service "web" in namespace shop',
  ],
  [
    'HTTPRoute backend',
    object(
      'HTTPRoute',
      'gateway.networking.k8s.io/v1',
      'a',
      'spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}',
    ),
    'spec.rules[0].backendRefs[0].name: there is no Service "web" in namespace shop',
  ],
  [
    'HTTPRoute parent',
    object('HTTPRoute', 'gateway.networking.k8s.io/v1', 'a', 'spec: {parentRefs: [{name: web}]}'),
    'spec.parentRefs[0].name: there is no Gateway "web" in namespace shop',
  ],
  [
    'VirtualService gateway',
    object(
      'VirtualService',
      'networking.istio.io/v1',
      'a',
      'spec: {hosts: [x], gateways: [mesh, shop/web], http: []}',
    ),
    'spec.gateways[1]: there is no Gateway "web" in namespace shop',
  ],
  [
    'VirtualService host',
    object(
      'VirtualService',
      'networking.istio.io/v1',
      'a',
      'spec: {hosts: [x], http: [{route: [{destination: {host: web.shop.svc.cluster.local}}, {destination: {host: example.com}}]}]}',
    ),
    'spec.http[0].route[0].destination.host: there is no Service "web" in namespace shop',
  ],
  [
    'DestinationRule host',
    object('DestinationRule', 'networking.istio.io/v1', 'a', 'spec: {host: web}'),
    'spec.host: there is no Service "web" in namespace shop',
  ],
])('%s', (_, text, message) => {
  expect(checked(namespace + text)).toEqual([`error missing-reference ${message}`]);
});

test('TriggerAuthentication', () => {
  const scaled = object(
    'ScaledObject',
    'keda.sh/v1alpha1',
    'a',
    'spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "1"}, authenticationRef: {name: aws}}]}',
  );
  expect(checked(namespace + deployment() + scaled)).toEqual([
    'error missing-reference spec.triggers[0].authenticationRef.name: there is no TriggerAuthentication "aws" in namespace shop',
  ]);
});

test('templated names are left alone', () => {
  const set = object(
    'ApplicationSet',
    'argoproj.io/v1alpha1',
    'a',
    `spec: {generators: [], template: {metadata: {name: x}, spec: {project: "{{.product}}", source: {repoURL: x, path: dist}, destination: {}}}}`,
  );
  expect(checked(namespace + set)).toEqual([]);
});

test('keys of a ConfigMap', () => {
  const key = (name: string) =>
    deployment('{}', `{env: [{name: A, valueFrom: {configMapKeyRef: {name: web, key: ${name}}}}]}`);
  expect(checked(namespace + configMap + key('KEY'))).toEqual([]);
  expect(checked(namespace + configMap + key('KYE'))).toEqual([
    `error missing-key ${at}containers[0].env[0].valueFrom.configMapKeyRef.key: the ConfigMap "web" has no key "KYE"`,
  ]);
});
