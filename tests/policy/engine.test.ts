import { describe, expect, test } from 'vitest';
import { configMap, judged, policy, verdicts } from './judged.ts';

const namespaceSelector = (selector: string) => policy({ match: `namespaceSelector: ${selector}` });

describe('what no manifest tells is undecided', () => {
  test('labels of a namespace that was not given', () => {
    const policies = namespaceSelector('{matchLabels: {team: a}}');
    expect(verdicts({ policies, objects: configMap })).toEqual([
      'undecided | p | the labels of the namespace shop are not known (give its manifest, see --namespaces)',
    ]);
    const namespaces = '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}';
    expect(verdicts({ policies, objects: configMap, namespaces })).toEqual([
      'denied | p | failed expression: false',
    ]);
  });

  test('but a namespace is known by its name, and one of the API server itself by its lack of labels', () => {
    const byName = (name: string) => `{matchLabels: {kubernetes.io/metadata.name: ${name}}}`;
    expect(verdicts({ policies: namespaceSelector(byName('other')), objects: configMap })).toEqual([]);
    expect(verdicts({ policies: namespaceSelector(byName('shop')), objects: configMap })).toHaveLength(1);
    const objects = '{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}';
    expect(verdicts({ policies: namespaceSelector('{matchLabels: {team: a}}'), objects })).toEqual([]);
  });

  test('a namespace whose name the API server makes, which its labels hold', () => {
    const objects = '{apiVersion: v1, kind: Namespace, metadata: {generateName: x-}}';
    for (const selector of ['namespaceSelector', 'objectSelector'])
      expect(
        verdicts({
          policies: policy({ match: `${selector}: {matchLabels: {kubernetes.io/metadata.name: a}}` }),
          objects,
        }),
      ).toEqual(['undecided | p | metadata.name is filled by the API server']);
  });

  test('the namespace itself', () => {
    expect(
      verdicts({ policies: policy({ expression: 'namespaceObject != null' }), objects: configMap }),
    ).toEqual(['undecided | p | the namespace shop is not known (give its manifest, see --namespaces)']);
  });

  test('who asks, unless it is said', () => {
    const policies = policy({
      expression: "request.userInfo.username == 'x' && 'g' in request.userInfo.groups",
    });
    expect(verdicts({ policies, objects: configMap })).toEqual([
      'undecided | p | request.userInfo is known only when the request is made',
    ]);
    const caller = { username: 'x', groups: ['g'], dryRun: false };
    expect(verdicts({ policies, objects: configMap, caller })).toEqual(['allowed | p']);
  });

  test('what the authorizer would say', () => {
    const policies = policy({ expression: "authorizer.path('/healthz').check('get').allowed()" });
    expect(verdicts({ policies, objects: configMap })).toEqual([
      'undecided | p | the expression asks the authorizer',
    ]);
  });

  test('fields that the API server fills, and only these', () => {
    const objects = '{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {ports: [{port: 80}]}}';
    expect(
      verdicts({ policies: policy({ expression: "object.spec.clusterIP == 'None'" }), objects }),
    ).toEqual(['undecided | p | spec.clusterIP is filled by the API server, which allocates it']);
    expect(
      verdicts({ policies: policy({ expression: "object.spec.type == 'ClusterIP'" }), objects }),
    ).toEqual(['allowed | p']);
  });

  describe('fields of pods that plugins fill', () => {
    const of = (expression: string, spec = '', metadata = '') =>
      verdicts({
        policies: policy({ expression, rules: podRules }),
        objects: `{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: shop${metadata}}, spec: {containers: [{name: a, image: a}]${spec}}}`,
      });
    const podRules = '[{apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [pods]}]';
    const spread = (more: string) =>
      `, topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule${more}}]`;
    const antiAffinity = (more: string) =>
      `, affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: z${more}}}]}}`;
    const selector = ', labelSelector: {matchLabels: {a: b}}';

    test.each([
      [
        'has(object.spec.serviceAccountName)',
        '',
        'spec.serviceAccountName is filled by the plugin ServiceAccount',
      ],
      ["object.spec.serviceAccount == ''", '', 'spec.serviceAccount is filled by the plugin ServiceAccount'],
      [
        'has(object.spec.imagePullSecrets)',
        '',
        'spec.imagePullSecrets is filled by the plugin ServiceAccount',
      ],
      [
        'object.spec.?volumes.orValue([]).size() == 0',
        '',
        'spec.volumes is filled by the plugin ServiceAccount',
      ],
      [
        'object.spec.containers.all(c, !has(c.volumeMounts))',
        ', automountServiceAccountToken: true',
        'spec.containers[0].volumeMounts is filled by the plugin ServiceAccount',
      ],
      [
        'object.spec.tolerations == []',
        '',
        'spec.tolerations is filled by the plugin DefaultTolerationSeconds',
      ],
      [
        'object.spec.priority == 0',
        ', priorityClassName: high',
        'spec.priority is filled by the plugin Priority',
      ],
      ["object.spec.priorityClassName == ''", '', 'spec.priorityClassName is filled by the plugin Priority'],
      ['has(object.spec.preemptionPolicy)', '', 'spec.preemptionPolicy is filled by the plugin Priority'],
      [
        'has(object.spec.overhead)',
        ', runtimeClassName: g',
        'spec.overhead is filled by the plugin RuntimeClass',
      ],
      [
        "object.spec.nodeSelector == {'a': 'b'}",
        ', runtimeClassName: g, nodeSelector: {a: b}',
        'spec.nodeSelector is filled by the plugin RuntimeClass',
      ],
      [
        "object.spec.?volumes.orValue([]).all(volume, volume.name != 'a')",
        '',
        'spec.volumes is filled by the plugin ServiceAccount',
      ],
      ['size(object.spec) > 3', '', 'spec.priority is filled by the plugin Priority'],
      [
        "object.spec.exists(field, field == 'priority')",
        '',
        'spec.priority is filled by the plugin Priority',
      ],
      [
        'object.spec.topologySpreadConstraints.all(s, !has(s.labelSelector.matchExpressions))',
        spread(`${selector}, matchLabelKeys: [a]`),
        'spec.topologySpreadConstraints[0].labelSelector.matchExpressions is filled by the API server',
      ],
      [
        'object.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.all(s, !has(s.podAffinityTerm.labelSelector.matchExpressions))',
        antiAffinity(`${selector}, mismatchLabelKeys: [a]`),
        'spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector.matchExpressions is filled by the API server',
      ],
    ])('%s of a pod%s', (expression, spec, reason) => {
      expect(of(expression, spec)).toEqual([`undecided | p | ${reason}`]);
    });

    test.each([
      ["object.spec.serviceAccountName == 'a' && object.spec.serviceAccount == 'a'", ', serviceAccount: a'],
      ["object.spec.serviceAccount == 'b'", ', serviceAccount: a, serviceAccountName: b'],
      ['!has(object.spec.volumes)', ', automountServiceAccountToken: false'],
      ["object.spec.priorityClassName == 'high'", ', priorityClassName: high'],
      ["object.spec.nodeSelector == {'a': 'b'} && !has(object.spec.overhead)", ', nodeSelector: {a: b}'],
      [
        'object.spec.topologySpreadConstraints.all(s, !has(s.labelSelector.matchExpressions))',
        spread(selector),
      ],
      [
        'object.spec.topologySpreadConstraints.all(s, !has(s.labelSelector))',
        spread(', matchLabelKeys: [a]'),
      ],
      ['object.spec.containers.all(c, size(c) == 6)', ', automountServiceAccountToken: false'],
      ['!has(object.spec.nodeName)', ''],
      ["!('nodeName' in object.spec)", ''],
    ])('are certain where they are given, or nothing fills them: %s of a pod%s', (expression, spec) => {
      expect(of(expression, spec)).toEqual(['allowed | p']);
    });
  });

  test('what holds whether the token of an account is mounted or not, is certain', () => {
    const of = (expression: string) =>
      verdicts({
        policies: policy({
          expression,
          rules: '[{apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [pods]}]',
        }),
        objects:
          '{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {containers: [{name: c, image: i}]}}',
      });
    const allowed = ['allowed | p'];
    const volumes = 'object.spec.?volumes.orValue([])';
    expect(of(`${volumes}.all(volume, !has(volume.hostPath))`)).toEqual(allowed);
    expect(of(`size(${volumes}) <= 1`)).toEqual(allowed);
    const mounts = 'object.spec.containers[0].?volumeMounts.orValue([])';
    expect(of(`${mounts}.all(mount, mount.mountPath.startsWith('/var/run/secrets/'))`)).toEqual(allowed);
    const denied = `${volumes}.exists(volume, has(volume.hostPath))`;
    expect(of(denied)).toEqual([`denied | p | failed expression: ${denied}`]);
  });

  test('kinds without a schema: resource, scope and defaults', () => {
    const objects = '{apiVersion: example.com/v1, kind: Thing, metadata: {name: x}, spec: {a: 1}}';
    const rules = (resources: string) =>
      `[{apiGroups: [example.com], apiVersions: [v1], operations: ["*"], resources: ["${resources}"]}]`;
    expect(verdicts({ policies: policy({ rules: rules('things') }), objects })).toEqual([
      'undecided | p | the resource name of Thing is not known (give its CustomResourceDefinition)',
    ]);
    expect(
      verdicts({ policies: policy({ rules: rules('*'), expression: 'has(object.spec.b)' }), objects }),
    ).toEqual([
      'undecided | p | spec is filled by the defaults of Thing, which are not known (give its CustomResourceDefinition)',
    ]);
    const other = '[{apiGroups: [apps], apiVersions: [v1], operations: ["*"], resources: [things]}]';
    expect(verdicts({ policies: policy({ rules: other }), objects })).toEqual([]);
  });

  test('objects that a policy sees in another version', () => {
    const rules = '[{apiGroups: [autoscaling], apiVersions: [v1], operations: ["*"], resources: ["*"]}]';
    const objects =
      '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: x}, spec: {maxReplicas: 2, scaleTargetRef: {kind: X, name: x}}}';
    expect(
      verdicts({ policies: policy({ rules, expression: 'object.spec.maxReplicas > 1' }), objects }),
    ).toEqual(['undecided | p | the object is converted to v1, which only the API server does']);
    expect(verdicts({ policies: policy({ rules, match: 'matchPolicy: Exact' }), objects })).toEqual([]);
  });

  test('in which version a policy sees an object of which several match', () => {
    const rules = (versions: string, match = '') =>
      policy({
        rules: `[{apiGroups: [networking.istio.io], apiVersions: [${versions}], operations: ["*"], resources: [gateways]}]`,
        ...(match !== '' && { match }),
        expression: 'request.kind.version == request.requestKind.version',
      });
    const objects =
      '{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: x, namespace: shop}, spec: {servers: []}}';
    expect(verdicts({ policies: rules('v1, v1beta1'), objects })).toEqual(['allowed | p']);
    // What is asked for, and as what the policy sees it, are known without the object.
    expect(verdicts({ policies: rules('v1beta1'), objects })).toEqual([
      'denied | p | failed expression: request.kind.version == request.requestKind.version',
    ]);
    expect(verdicts({ policies: rules('v1alpha3, v1beta1'), objects })).toEqual([
      'undecided | p | as which of v1alpha3, v1beta1 a policy sees Gateway is not known',
    ]);
    expect(verdicts({ policies: rules('v1alpha3, v1beta1', 'matchPolicy: Exact'), objects })).toEqual([]);
    expect(verdicts({ policies: rules('v2'), objects })).toEqual([]);
  });

  test('whether a kind without a schema is served in the version of a rule', () => {
    const objects = '{apiVersion: example.com/v1, kind: Thing, metadata: {name: x}}';
    const rules = (resources: string) =>
      `[{apiGroups: [example.com], apiVersions: [v2], operations: ["*"], resources: [${resources}]}]`;
    expect(verdicts({ policies: policy({ rules: rules('"*"') }), objects })).toEqual([
      'undecided | p | in which other versions Thing is served is not known (give its CustomResourceDefinition)',
    ]);
    expect(verdicts({ policies: policy({ rules: rules('things') }), objects })).toHaveLength(1);
    const exact = policy({ rules: rules('"*"'), match: 'matchPolicy: Exact' });
    expect(verdicts({ policies: exact, objects })).toEqual([]);
  });

  test('whether a cluster has a kind of parameters', () => {
    const policies = policy({ spec: 'paramKind: {apiVersion: rules.example.com/v1, kind: Limits}' });
    expect(verdicts({ policies, objects: configMap })).toEqual([
      'undecided | p | whether the cluster has rules.example.com/v1 Limits is not known (give its CustomResourceDefinition)',
    ]);
  });

  test('a failure is certain whatever else is not', () => {
    const policies = policy({
      spec: 'auditAnnotations: [{key: a, valueExpression: "request.userInfo.username"}]',
    });
    expect(verdicts({ policies, objects: configMap })).toEqual([
      'denied | p | failed expression: false | request.userInfo is known only when the request is made',
    ]);
  });
});

describe('custom resources', () => {
  const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Cluster
  names: {kind: Thing, plural: things}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              default: {}
              properties:
                size: {type: integer, default: 3}
                kept: {type: string, nullable: true, default: x}
                open: {type: object, x-kubernetes-preserve-unknown-fields: true}
                list: {type: array, items: {type: object, properties: {set: {type: boolean, default: true}}}}
                map: {type: object, additionalProperties: {type: object, properties: {set: {type: boolean, default: true}}}}
`;
  const rules =
    '[{apiGroups: [example.com], apiVersions: [v1], operations: ["*"], resources: [things], scope: Cluster}]';
  const judge = (expression: string, spec: string) =>
    verdicts({
      policies: policy({ rules, expression }),
      objects: `{apiVersion: example.com/v1, kind: Thing, metadata: {name: x}${spec}}\n---\n${definition}`,
    });

  test('are defaulted and pruned by their definition', () => {
    expect(judge('object.spec.size == 3', '')).toEqual(['allowed | p']);
    expect(judge('object.spec.size == 3', ', spec: {size: null}')).toEqual(['allowed | p']);
    expect(judge('object.spec.kept == null', ', spec: {kept: null}')).toEqual(['allowed | p']);
    expect(
      judge('object.spec.list.all(i, i.set) && object.spec.map.a.set', ', spec: {list: [{}], map: {a: {}}}'),
    ).toEqual(['allowed | p']);
    expect(
      judge('has(object.spec.open.any) && !has(object.spec.any)', ', spec: {any: 1, open: {any: 1}}'),
    ).toEqual(['allowed | p']);
  });
});

describe('bindings', () => {
  test.each([
    ['Deny', 'denied'],
    ['Warn', 'warned'],
    ['Audit', 'audited'],
    ['Deny, Audit', 'denied'],
  ])('%s', (actions, verdict) => {
    expect(judged({ policies: policy({ actions }), objects: configMap }).results).toMatchObject([
      { verdict },
    ]);
  });

  test('without a parameter there is nothing to evaluate', () => {
    const policies = policy({
      spec: 'paramKind: {apiVersion: v1, kind: ConfigMap}',
      binding: 'paramRef: {name: none, namespace: shop, parameterNotFoundAction: Allow}',
    });
    expect(verdicts({ policies, objects: configMap })).toEqual(['skipped | p | there is no such parameter']);
  });

  test('of two manifests of one parameter, the one given with --params counts', () => {
    const param = (limit: string) =>
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: limits, namespace: shop}, data: {limit: ${limit}}}`;
    const policies = `${policy({
      expression: "params.data.limit == 'b'",
      spec: 'paramKind: {apiVersion: v1, kind: ConfigMap}',
      binding: 'paramRef: {name: limits, parameterNotFoundAction: Deny}',
    })}---\n${param('a')}`;
    expect(verdicts({ policies, objects: configMap, params: param('b') })).toEqual(['allowed | p']);
  });
});

test('an UPDATE needs the object as it was', () => {
  const policies = policy({ expression: "oldObject.metadata.name == 'plain'" });
  const known = judged({ policies, objects: configMap, operation: 'UPDATE', old: configMap });
  expect(known.results).toMatchObject([{ verdict: 'allowed' }]);
  const unknown = judged({ policies, objects: configMap, operation: 'UPDATE' });
  expect(unknown.findings).toMatchObject([{ rule: 'no-old-object', severity: 'unjudged' }]);
  expect(unknown.results).toEqual([]);
});

test('evaluations near the limit of cost are undecided, those beyond it fail', () => {
  const nested = (depth: number) =>
    `${'[1,2,3,4,5,6,7,8,9,10].all(x, '.repeat(depth)}true${')'.repeat(depth)}`;
  const [small] = judged({ policies: policy({ expression: nested(3) }), objects: configMap }).results;
  const [large] = judged({ policies: policy({ expression: nested(6) }), objects: configMap }).results;
  expect(small?.verdict).toBe('allowed');
  expect(large?.verdict === 'denied' || large?.verdict === 'undecided').toBe(true);
});

test('variables that policies define alike are the same; those of one name that differ, or read others, are not', () => {
  const variables = (value: string) =>
    `variables: [{name: value, expression: "'${value}'"}, {name: twice, expression: variables.value + variables.value}]`;
  const named = (name: string, value: string) =>
    policy({ expression: "variables.twice == 'aa'", spec: variables(value) })
      .replaceAll('{name: p}', `{name: ${name}}`)
      .replace('policyName: p', `policyName: ${name}`);
  const policies = [named('first', 'a'), named('second', 'b'), named('third', 'a')];
  expect(verdicts({ policies: policies.join('\n---\n'), objects: configMap })).toEqual([
    'allowed | first',
    "denied | second | failed expression: variables.twice == 'aa'",
    'allowed | third',
  ]);
});
