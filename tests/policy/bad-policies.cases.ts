/** What a person can get wrong in a policy or a binding, by name: the text that is changed in a pair that is right. */
export const rightPolicy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: limit-replicas
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE]
        resources: [deployments]
  matchConditions:
    - name: not-system
      expression: request.namespace != 'kube-system'
  variables:
    - name: replicas
      expression: object.spec.replicas
  validations:
    - expression: variables.replicas <= 5
      message: at most five
      messageExpression: "'not ' + string(variables.replicas)"
      reason: Invalid
  auditAnnotations:
    - key: replicas
      valueExpression: string(variables.replicas)
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: limit-replicas
spec:
  policyName: limit-replicas
  validationActions: [Deny]
`;

type Change = readonly [from: string, to: string];

export const policyMistakes: Readonly<Record<string, Change>> = {
  // Files.
  'no-yaml': ['  validations:', '  validations: ['],
  'no-kind': ['kind: ValidatingAdmissionPolicy\n', ''],
  'duplicate-key': ['  matchConditions:', '  variables: []\n  matchConditions:'],
  'unknown-field': ['messageExpression:', 'messageExpresion:'],
  'wrong-type': ['apiGroups: [apps]', 'apiGroups: apps'],
  'invalid-name': ['name: limit-replicas\nspec:\n  match', 'name: Limit_Replicas\nspec:\n  match'],
  'duplicate-name': ['---\n', `---\n${rightPolicy.slice(0, rightPolicy.indexOf('---'))}---\n`],
  'old-version': [
    'admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\n',
    'admissionregistration.k8s.io/v1beta1\nkind: ValidatingAdmissionPolicy\n',
  ],
  'mutating-policy': ['kind: ValidatingAdmissionPolicy\n', 'kind: MutatingAdmissionPolicy\n'],
  // What is matched.
  'no-constraints': ['matchConstraints:', 'paramKind: {apiVersion: v1, kind: ConfigMap}\n  matchResources:'],
  'no-rules': ['resourceRules:', 'excludeResourceRules:'],
  'no-operations': ['operations: [CREATE]', 'operations: []'],
  'unknown-operation': ['operations: [CREATE]', 'operations: [PATCH]'],
  'wildcard-beside-others': ['apiVersions: [v1]', 'apiVersions: [v1, "*"]'],
  'covered-resource': ['resources: [deployments]', 'resources: ["deployments/*", deployments/scale]'],
  'unknown-scope': ['resources: [deployments]', 'resources: [deployments]\n        scope: Everywhere'],
  'unknown-operator': [
    '    resourceRules:',
    '    objectSelector: {matchExpressions: [{key: app, operator: Like, values: [x]}]}\n    resourceRules:',
  ],
  'operator-without-values': [
    '    resourceRules:',
    '    objectSelector: {matchExpressions: [{key: app, operator: In}]}\n    resourceRules:',
  ],
  'unknown-match-policy': ['    resourceRules:', '    matchPolicy: Similar\n    resourceRules:'],
  'unknown-failure-policy': ['spec:\n  match', 'spec:\n  failurePolicy: Deny\n  match'],
  // Expressions.
  'no-expression': ['expression: variables.replicas <= 5', 'expression: " "'],
  'syntax-error': ['variables.replicas <= 5', 'variables.replicas <= '],
  'undeclared-reference': ['variables.replicas <= 5', 'objekt.spec.replicas <= 5'],
  'undeclared-variable': ['variables.replicas <= 5', 'variables.replica <= 5'],
  'variable-in-condition': ["request.namespace != 'kube-system'", 'variables.replicas > 1'],
  'params-without-kind': ['variables.replicas <= 5', 'params.limit <= 5'],
  'no-bool': ['expression: variables.replicas <= 5', 'expression: variables.replicas'],
  'unknown-request-field': ["request.namespace != 'kube-system'", "request.nmespace != 'kube-system'"],
  'wrong-operand': ["request.namespace != 'kube-system'", 'request.namespace != 1'],
  'broken-regex': ['variables.replicas <= 5', "object.metadata.name.matches('(')"],
  'too-large-regex': ['variables.replicas <= 5', "object.metadata.name.matches('((a{100}){100}){100}')"],
  'catastrophic-regex': [
    'variables.replicas <= 5',
    "object.metadata.name.matches('^(([a-z])+.)+[A-Z]([a-z])+$')",
  ],
  'too-costly': [
    'variables.replicas <= 5',
    `true && ${'[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(x, '.repeat(6)}x >= 0${')'.repeat(6)}`,
  ],
  'message-without-text': ['"\'not \' + string(variables.replicas)"', 'variables.replicas'],
  'authorizer-in-message': [
    '"\'not \' + string(variables.replicas)"',
    "authorizer.path('/x').check('get').reason()",
  ],
  'two-line-message': ['message: at most five', 'message: "at most\\nfive"'],
  'unknown-reason': ['reason: Invalid', 'reason: NotAllowed'],
  'invalid-variable-name': ['- name: replicas', '- name: in'],
  'annotation-of-wrong-type': ['string(variables.replicas)\n---', '1 + 1\n---'],
  'annotation-with-bad-key': ['key: replicas', 'key: the replicas'],
  'condition-with-a-long-domain': ['name: not-system', `name: ${'a'.repeat(254)}/not-system`],
  'param-kind-of-a-bad-group': [
    '  matchConstraints:',
    '  paramKind: {apiVersion: shop..example/v1, kind: Limits}\n  matchConstraints:',
  ],
  'binding-of-no-name': ['policyName: limit-replicas', 'policyName: limit..replicas'],
  'unknown-param-kind': [
    '  matchConstraints:',
    '  paramKind: {apiVersion: v1/v2/v3, kind: Limits}\n  matchConstraints:',
  ],
  'param-kind-of-nobody': [
    '  matchConstraints:',
    '  paramKind: {apiVersion: v1, kind: Limits}\n  matchConstraints:',
  ],
  'param-kind-without-definition': [
    '  matchConstraints:',
    '  paramKind: {apiVersion: rules.example.com/v1, kind: Limits}\n  matchConstraints:',
  ],
  // Bindings.
  'no-binding': ['policyName: limit-replicas', 'policyName: limit-replica'],
  'no-actions': ['validationActions: [Deny]', 'validationActions: []'],
  'deny-and-warn': ['validationActions: [Deny]', 'validationActions: [Deny, Warn]'],
  'unknown-action': ['validationActions: [Deny]', 'validationActions: [Refuse]'],
  'param-without-name': [
    'validationActions: [Deny]',
    'validationActions: [Deny]\n  paramRef: {parameterNotFoundAction: Deny}',
  ],
  'param-without-not-found': [
    'validationActions: [Deny]',
    'validationActions: [Deny]\n  paramRef: {name: x}',
  ],
  'param-named-and-selected': [
    'validationActions: [Deny]',
    'validationActions: [Deny]\n  paramRef: {name: x, selector: {}, parameterNotFoundAction: Deny}',
  ],
};
