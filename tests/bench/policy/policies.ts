/**
 * Fifty policies over workloads, of the kind that clusters have: each reads the pod template through three variables, and
 * has one validation. Every one applies to every object of objects.ts.
 */

/** Name → expression over the variables `pod`, `spec` and `containers`; `container` where it is of each container. */
const ofContainers: Readonly<Record<string, string>> = {
  'no-privileged': '!container.?securityContext.?privileged.orValue(false)',
  'no-escalation': '!container.?securityContext.?allowPrivilegeEscalation.orValue(true)',
  'drop-all': "'ALL' in container.?securityContext.?capabilities.?drop.orValue([])",
  'add-little':
    "container.?securityContext.?capabilities.?add.orValue([]).all(added, added == 'NET_BIND_SERVICE')",
  'read-only-root': 'container.?securityContext.?readOnlyRootFilesystem.orValue(false)',
  'no-root-user': 'container.?securityContext.?runAsUser.orValue(1) != 0',
  'no-proc-mount': "container.?securityContext.?procMount.orValue('Default') == 'Default'",
  'no-unconfined': "container.?securityContext.?seccompProfile.?type.orValue('') != 'Unconfined'",
  'no-host-ports': 'container.?ports.orValue([]).all(port, port.?hostPort.orValue(0) == 0)',
  'named-ports': 'container.?ports.orValue([]).all(port, has(port.name))',
  'high-ports': 'container.?ports.orValue([]).all(port, port.containerPort >= 1024)',
  'known-protocols':
    "container.?ports.orValue([]).all(port, port.?protocol.orValue('TCP') in ['TCP', 'UDP'])",
  'image-digest': "container.image.matches('@sha256:[0-9a-f]{64}$')",
  'image-registry': "container.image.startsWith('registry.example/')",
  'image-not-latest': "!container.image.endsWith(':latest')",
  'image-is-short': 'size(container.image) <= 255',
  'image-has-no-port': "!container.image.split('/')[0].contains(':')",
  'pull-policy': "container.?imagePullPolicy.orValue('IfNotPresent') in ['Always', 'IfNotPresent']",
  'cpu-request': "'cpu' in container.?resources.?requests.orValue({})",
  'memory-request': "'memory' in container.?resources.?requests.orValue({})",
  'memory-limit': "'memory' in container.?resources.?limits.orValue({})",
  'small-cpu':
    "!has(container.resources.requests.cpu) || quantity(string(container.resources.requests.cpu)).compareTo(quantity('8')) <= 0",
  'small-memory':
    "!has(container.resources.limits.memory) || !quantity(string(container.resources.limits.memory)).isGreaterThan(quantity('16Gi'))",
  'request-within-limit':
    '!has(container.resources.limits.memory) || !has(container.resources.requests.memory) || quantity(string(container.resources.requests.memory)).compareTo(quantity(string(container.resources.limits.memory))) <= 0',
  'no-cpu-limit': "!('cpu' in container.?resources.?limits.orValue({}))",
  'name-is-label': "container.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
  'upper-case-env': "container.?env.orValue([]).all(env, env.name.matches('^[A-Z_][A-Z0-9_]*$'))",
  'no-secret-in-env':
    "container.?env.orValue([]).all(env, !env.name.lowerAscii().contains('password') || !has(env.value))",
  'no-empty-env': "container.?env.orValue([]).all(env, has(env.valueFrom) || env.?value.orValue('') != '')",
  'unique-env':
    'container.?env.orValue([]).all(env, container.env.exists_one(other, other.name == env.name))',
  'no-aws-keys':
    "container.?env.orValue([]).all(env, !(env.name in ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']))",
  'mounts-are-absolute': "container.?volumeMounts.orValue([]).all(mount, mount.mountPath.startsWith('/'))",
  'no-docker-socket':
    "container.?volumeMounts.orValue([]).all(mount, mount.mountPath != '/var/run/docker.sock')",
  'no-shell-command': "!(container.?command.orValue([]).join(' ').contains('sh -c'))",
  'few-arguments': 'size(container.?args.orValue([])) <= 20',
  'no-terminal': '!container.?tty.orValue(false) && !container.?stdin.orValue(false)',
};

const ofPods: Readonly<Record<string, string>> = {
  'no-host-namespaces':
    '!variables.spec.?hostNetwork.orValue(false) && !variables.spec.?hostPID.orValue(false) && !variables.spec.?hostIPC.orValue(false)',
  'non-root': 'variables.spec.?securityContext.?runAsNonRoot.orValue(false) == true',
  seccomp: "variables.spec.?securityContext.?seccompProfile.?type.orValue('') == 'RuntimeDefault'",
  'no-host-path': '!variables.spec.?volumes.orValue([]).exists(volume, has(volume.hostPath))',
  'no-token': '!variables.spec.?automountServiceAccountToken.orValue(true)',
  'own-account': "variables.spec.?serviceAccountName.orValue('default') != 'default'",
  'priority-class': "variables.spec.?priorityClassName.orValue('') != ''",
  'app-label': "'app.kubernetes.io/name' in variables.pod.?metadata.?labels.orValue({})",
  'team-label': "object.metadata.?labels[?'team'].orValue('').matches('^team-[a-z]+$')",
  'few-containers': 'size(variables.containers) <= 5',
  'grace-period': 'variables.spec.?terminationGracePeriodSeconds.orValue(30) <= 120',
  'unique-names':
    'variables.containers.all(one, variables.containers.exists_one(other, other.name == one.name))',
  'no-node-name': "variables.spec.?nodeName.orValue('') == ''",
  'short-name': 'size(object.metadata.name) <= 52',
};

const variables = [
  {
    name: 'pod',
    expression:
      "object.kind == 'Pod' ? dyn(object) : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.template",
  },
  { name: 'spec', expression: 'variables.pod.spec' },
  {
    name: 'containers',
    expression: 'variables.spec.containers + variables.spec.?initContainers.orValue([])',
  },
];

const rule = (apiGroup: string, ...resources: string[]) => ({
  apiGroups: [apiGroup],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources,
});

const apiVersion = 'admissionregistration.k8s.io/v1';

function policy(name: string, validation: Readonly<Record<string, string>>): readonly object[] {
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            rule('', 'pods'),
            rule('apps', 'deployments', 'statefulsets', 'daemonsets', 'replicasets'),
            rule('batch', 'jobs', 'cronjobs'),
          ],
        },
        variables,
        validations: [validation],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}

/** Policies and their bindings. */
export const benchPolicies: readonly object[] = [
  ...Object.entries(ofContainers).flatMap(([name, expression]) =>
    policy(name, {
      expression: `variables.containers.all(container, ${expression})`,
      messageExpression: `'${name}: ' + variables.containers.filter(container, !(${expression})).map(container, container.name).join(', ')`,
    }),
  ),
  ...Object.entries(ofPods).flatMap(([name, expression]) =>
    policy(name, { expression, message: `${name} is not kept` }),
  ),
];
