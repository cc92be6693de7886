/**
 * The programs of the lab, each built from the Go module in `tools/controlplane/<tool>` that pins its version.
 * There is one module for each tool because their dependencies contradict each other.
 */
export interface Tool {
  readonly name: string;
  /** Program name → Go package. */
  readonly programs: Readonly<Record<string, string>>;
  /** The module whose version is the tool's. */
  readonly module: string;
  /** Go string variables to set when linking. `<version>`, `<major>` and `<minor>` stand for the module's. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What is taken from the module as it is: folder in the cache → files in the module (globs). */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  /** Changes to upstream's source. */
  readonly patches?: readonly Patch[];
}

/** Replaces a text that must occur exactly once in a file of a module. */
export interface Patch {
  readonly module: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly reason: string;
}

const loopback = 'It has no flag for the address; the lab listens on loopback only.';
const componentVersion = 'k8s.io/component-base/version';

export const tools: readonly Tool[] = [
  {
    name: 'etcd',
    module: 'go.etcd.io/etcd/server/v3',
    programs: { etcd: 'go.etcd.io/etcd/server/v3' },
  },
  {
    name: 'kubernetes',
    module: 'k8s.io/kubernetes',
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
    },
    // Without these, /version answers with unexpanded placeholders, which clients cannot parse.
    variables: {
      [`${componentVersion}.gitVersion`]: '<version>',
      [`${componentVersion}.gitMajor`]: '<major>',
      [`${componentVersion}.gitMinor`]: '<minor>',
    },
  },
  {
    name: 'kwok',
    module: 'sigs.k8s.io/kwok',
    programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
    // What becomes of a node and a pod, step by step.
    files: {
      stages: [
        'kustomize/stage/node/fast/node-initialize.yaml',
        'kustomize/stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
        'kustomize/stage/pod/fast/pod-*.yaml',
      ],
    },
  },
  {
    name: 'argocd',
    module: 'github.com/argoproj/argo-cd/v3',
    programs: { argocd: 'github.com/argoproj/argo-cd/v3/cmd' },
    files: {
      crds: ['manifests/crds/*-crd.yaml'],
      config: ['manifests/base/config/argocd-*.yaml'],
      roles: [
        'manifests/base/application-controller-roles/*-{role,rolebinding}.yaml',
        'manifests/base/applicationset-controller/*-{role,rolebinding}.yaml',
      ],
      scripts: ['hack/git-verify-wrapper.sh', 'hack/gpg-wrapper.sh'],
    },
    patches: [
      {
        module: 'github.com/argoproj/argo-cd/v3',
        file: 'controller/appcontroller.go',
        find: 'fmt.Sprintf("0.0.0.0:%d", metricsPort)',
        replace: 'fmt.Sprintf("127.0.0.1:%d", metricsPort)',
        reason: loopback,
      },
    ],
  },
  {
    name: 'keda',
    module: 'github.com/kedacore/keda/v2',
    programs: {
      'keda-operator': 'github.com/kedacore/keda/v2/cmd/operator',
      'keda-adapter': 'github.com/kedacore/keda/v2/cmd/adapter',
    },
    files: { crds: ['config/crd/bases/*.yaml'] },
    patches: [
      {
        module: 'github.com/kedacore/keda/v2',
        file: 'cmd/adapter/main.go',
        find: 'fmt.Sprintf(":%v", metricsAPIServerPort)',
        replace: 'fmt.Sprintf("127.0.0.1:%v", metricsAPIServerPort)',
        reason: loopback,
      },
    ],
  },
  {
    name: 'prometheus',
    module: 'github.com/prometheus/prometheus',
    programs: {
      prometheus: 'github.com/prometheus/prometheus/cmd/prometheus',
      promtool: 'github.com/prometheus/prometheus/cmd/promtool',
    },
  },
  {
    name: 'rollouts',
    module: 'github.com/argoproj/argo-rollouts',
    programs: { 'rollouts-controller': 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller' },
    files: { crds: ['manifests/crds/*-crd.yaml'] },
    patches: [
      {
        module: 'github.com/argoproj/argo-rollouts',
        file: 'controller/controller.go',
        find: '"0.0.0.0:%d"',
        replace: '"127.0.0.1:%d"',
        reason: loopback,
      },
    ],
  },
  {
    name: 'versitygw',
    module: 'github.com/versity/versitygw',
    programs: { versitygw: 'github.com/versity/versitygw/cmd/versitygw' },
  },
  {
    name: 'velero',
    module: 'github.com/vmware-tanzu/velero',
    programs: { velero: 'github.com/vmware-tanzu/velero/cmd/velero' },
    files: { crds: ['config/crd/v1/bases/*.yaml', 'config/crd/v2alpha1/bases/*.yaml'] },
    variables: {
      'github.com/vmware-tanzu/velero/pkg/buildinfo.Version': '<version>',
      // The manager would open :8080 on all interfaces beside the address that Velero is given for its metrics.
      'sigs.k8s.io/controller-runtime/pkg/metrics/server.DefaultBindAddress': '0',
    },
  },
  {
    name: 'velero-plugin-aws',
    module: 'github.com/vmware-tanzu/velero-plugin-for-aws',
    programs: {
      'velero-plugin-for-aws': 'github.com/vmware-tanzu/velero-plugin-for-aws/velero-plugin-for-aws',
    },
  },
  {
    name: 'redis',
    module: 'github.com/alicebob/miniredis/v2',
    programs: { redis: 'plumbline.dev/tools/controlplane/redis' },
  },
];

export function toolNamed(name: string): Tool {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`the lab has no tool ${name}`);
  return tool;
}

/** The tool that a program belongs to. */
export function toolOf(program: string): Tool {
  const tool = tools.find(({ programs }) => program in programs);
  if (!tool) throw new Error(`no tool of the lab has a program ${program}`);
  return tool;
}
