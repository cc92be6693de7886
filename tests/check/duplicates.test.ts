import { describe, expect, test } from 'vitest';
import { checked, configMap, deployment, findingsOver, object } from './checked.ts';

describe('the same thing twice', () => {
  test('one object in two files', () => {
    const findings = findingsOver({ 'a.yaml': configMap, 'b.yaml': configMap });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        rule: 'duplicate-object',
        message: 'metadata.name: ConfigMap shop/web is also in a.yaml:2:52',
        location: { file: 'b.yaml' },
      },
    ]);
  });
  test('in two versions of its API', () => {
    expect(
      checked(
        object('VirtualService', 'networking.istio.io/v1', 'a', 'spec: {hosts: [x]}') +
          object('VirtualService', 'networking.istio.io/v1beta1', 'a', 'spec: {hosts: [x]}'),
      ),
    ).toHaveLength(1);
  });
  test('two targets may each have it', () => {
    expect(
      checked({ 'dist/dev/us-west-2/a/x.yaml': configMap, 'dist/dev/eu-central-1/a/x.yaml': configMap }),
    ).toEqual([]);
  });
  test('two scalers of one workload', () => {
    const scaled = (name: string) =>
      object(
        'ScaledObject',
        'keda.sh/v1alpha1',
        name,
        'spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "1"}}]}',
      );
    expect(checked(deployment() + scaled('a') + scaled('b'))).toEqual([
      'error several-scalers spec.scaleTargetRef: ScaledObject.keda.sh shop/a already scales this workload',
    ]);
  });
});

test('custom resources are judged by the definitions beside them', () => {
  const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;
  const widget = object('Widget', 'example.com/v1', 'a', 'spec: {size: big}');
  expect(checked(widget)[0]).toMatch(/^unjudged unknown-kind/);
  expect(checked(definition + widget)[0]).toMatch(/^error wrong-type spec.size:/);
});
