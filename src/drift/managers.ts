import { groupOf, isRecord, type KubernetesObject, typeOf } from '../manifest/object.ts';
import { formatPath, type Path, valueAt } from '../manifest/path.ts';
import type { Owner } from './ownership.ts';
import { trackingAnnotation } from './tracking.ts';

/** What Argo CD applies with: `ArgoCDSSAManager`, common/common.go, v3.5. */
const argocdManager = 'argocd-controller';

/**
 * Whoever wrote what was there when Argo CD first applied an object without managedFields, be it created before there
 * were any or with them taken out (`skipNonAppliedManager` of apimachinery's managedfields).
 */
const beforeFirstApply = 'before-first-apply';

/**
 * Managers that act for whoever runs them. kubectl names the verb too (`kubectl-edit`, `kubectl-scale` is `kubectl` with
 * the subresource `scale`); `argocd-server` is an edit in Argo CD's own pages, `Mozilla` one in a page that calls the API
 * server from the browser, `node-fetch` Lens, `OpenAPI-Generator` a script with the Python client.
 */
const people =
  /^(?:(?:kubectl(?:-.*)?|oc|k9s|helm|terraform)(?:\.exe)?|kubectl\.exe-.*|(?:Open|Free|open|free)?[Ll]ens|headlamp(?:-server)?|(?:kubernetes-)?dashboard(?:-api)?|rancher|Mozilla|node-fetch|python-requests|OpenAPI-Generator|curl|Wget|helm|Helm|argocd|argocd-server|terraform.*|Terraform.*|HashiCorp|pulumi.*)$/;

interface KnownControl {
  /**
   * Any program that is no person's if it is left out, but for Argo CD, which applies what git says. What ends with a `/`
   * is how the names of several begin.
   */
  readonly managers?: readonly string[];
  readonly subresource?: string;
  /** `apps/Deployment`; default: all. */
  readonly types?: readonly string[];
  /** Only objects of which this is so. */
  readonly when?: (object: KubernetesObject) => boolean;
  /** Any kind of a group that ends so. */
  readonly groupEnd?: string;
  /** As `formatPath` writes them, places in lists left out; what is below counts too. */
  readonly fields: readonly string[];
  /** Only where git says nothing. */
  readonly onlyExtra?: true;
}

/**
 * Fields that controllers own by right, so that they are theirs even where git names them. Managers are the names of the
 * programs, as Go's clients tell them by default. The vertical autoscaler is not here: it changes pods and its own
 * status, neither of which is in git.
 */
const knownControls: readonly KnownControl[] = [
  // HorizontalPodAutoscalers scale through the subresource (pkg/controller/podautoscaler), KEDA to zero and back likewise.
  {
    managers: ['kube-controller-manager', 'keda', 'keda-operator'],
    subresource: 'scale',
    fields: ['spec.replicas'],
  },
  // A Rollout that refers to a Deployment scales that down (argo-rollouts, rollout/workloadref).
  {
    managers: ['rollouts-controller', 'argo-rollouts'],
    types: ['apps/Deployment'],
    fields: ['spec.replicas'],
  },
  // A Rollout without replicas is given one (argo-rollouts, rollout/controller), for a scaler to start from.
  {
    managers: ['rollouts-controller', 'argo-rollouts'],
    types: ['argoproj.io/Rollout'],
    fields: ['spec.replicas'],
    onlyExtra: true,
  },
  // KEDA writes a ScaledObject whole when it guards it, with what its Go type never leaves out (keda/v1alpha1).
  {
    managers: ['keda', 'keda-operator'],
    types: ['keda.sh/ScaledObject'],
    fields: ['spec.advanced.scalingModifiers'],
    onlyExtra: true,
  },
  // Traffic of a canary: weights, and the hash of its pods (argo-rollouts, rollout/trafficrouting). No more of the lists
  // that it so owns as a whole: what else changes in them is for people to know.
  {
    managers: ['rollouts-controller', 'argo-rollouts'],
    types: ['networking.istio.io/VirtualService'],
    fields: ['spec.http[].route[].weight', 'spec.tls[].route[].weight', 'spec.tcp[].route[].weight'],
  },
  {
    managers: ['rollouts-controller', 'argo-rollouts'],
    types: ['networking.istio.io/DestinationRule'],
    fields: ['spec.subsets[].labels.rollouts-pod-template-hash'],
  },
  {
    managers: ['rollouts-controller', 'argo-rollouts'],
    types: ['Service'],
    fields: ['spec.selector.rollouts-pod-template-hash'],
  },
  // Likewise by its plugin for the Gateway API, whose program is called by its name (pkg/plugin, `PluginName`).
  {
    managers: ['gatewayAPI'],
    groupEnd: 'gateway.networking.k8s.io',
    fields: ['spec.rules[].backendRefs[].weight'],
  },
  // OpenShift labels namespaces with what their accounts may do (cluster-policy-controller).
  {
    managers: ['pod-security-admission-label-synchronization-controller'],
    types: ['Namespace'],
    fields: ['metadata.labels'],
  },
  // Rules of aggregated roles are collected from other roles (pkg/controller/clusterroleaggregation).
  {
    managers: ['clusterrole-aggregation-controller', 'kube-controller-manager'],
    types: ['rbac.authorization.k8s.io/ClusterRole'],
    when: (role) => isRecord(role['aggregationRule']),
    fields: ['rules'],
  },
  // Whoever answers a webhook, a conversion or an aggregated API writes its own certificate authority there:
  // cert-manager's cainjector, KEDA, istiod, Karpenter, External Secrets.
  {
    types: [
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    ],
    fields: ['webhooks[].clientConfig.caBundle'],
  },
  {
    types: ['apiextensions.k8s.io/CustomResourceDefinition'],
    fields: ['spec.conversion.webhook.clientConfig.caBundle'],
  },
  { types: ['apiregistration.k8s.io/APIService'], fields: ['spec.caBundle'] },
  // istiod lets requests pass until it is up (pilot/pkg/webhooks/validation/controller).
  {
    managers: ['pilot-discovery'],
    types: [
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    ],
    fields: ['webhooks[].failurePolicy'],
  },
  // A claim is bound to its volume, and grows with it.
  {
    managers: ['kube-controller-manager', 'kube-scheduler'],
    types: ['PersistentVolumeClaim'],
    fields: ['spec.volumeName'],
  },
  // One that names no class gets the default one as soon as there is one (KEP-3333, pkg/controller/volume/persistentvolume,
  // `assignDefaultStorageClass`).
  {
    managers: ['kube-controller-manager'],
    types: ['PersistentVolumeClaim'],
    fields: ['spec.storageClassName'],
    onlyExtra: true,
  },
  { managers: ['kube-controller-manager'], types: ['PersistentVolume'], fields: ['spec.claimRef'] },
  // Addresses of a node's pods (pkg/controller/nodeipam), and what the cloud calls it (cloud-provider, node_controller.go).
  {
    managers: ['kube-controller-manager', 'cloud-controller-manager', 'aws-cloud-controller-manager'],
    types: ['Node'],
    fields: ['spec.podCIDR', 'spec.podCIDRs', 'spec.providerID'],
    onlyExtra: true,
  },
  {
    managers: ['kube-controller-manager'],
    types: ['ServiceAccount'],
    fields: ['secrets', 'imagePullSecrets'],
  },
  // The token of an account, and the account's UID (pkg/controller/serviceaccount, tokens_controller).
  {
    managers: ['kube-controller-manager'],
    types: ['Secret'],
    when: (secret) => secret['type'] === 'kubernetes.io/service-account-token',
    fields: ['data'],
    onlyExtra: true,
  },
  // An ExternalSecret with the policy `Merge` adds to a Secret that is there, under its own name
  // (external-secrets, pkg/controllers/externalsecret, `fieldOwnerTemplate`).
  {
    managers: ['externalsecrets.external-secrets.io/'],
    types: ['Secret'],
    fields: ['data'],
    onlyExtra: true,
  },
  // Velero notes at its start which location it takes by default, by its own option (pkg/cmd/server, v1.x).
  {
    managers: ['velero-server'],
    types: ['velero.io/BackupStorageLocation'],
    fields: ['spec.default'],
    onlyExtra: true,
  },
  // Controllers of AWS resources write down what AWS chose (ACK, late initialisation).
  { managers: ['controller'], groupEnd: '.services.k8s.aws', fields: ['spec'], onlyExtra: true },
  // Whoever installs Argo CD in a lab gives it the settings of its release, to which git adds its own.
  { managers: ['plumbline-lab'], types: ['ConfigMap'], fields: ['data'], onlyExtra: true },
  // Argo CD's own: keys and passwords that it makes, operations that it runs, what it is asked to look at again.
  {
    managers: ['argocd-server', 'argocd-application-controller'],
    types: ['argoproj.io/Application'],
    fields: ['operation', 'metadata.annotations["argocd.argoproj.io/refresh"]'],
  },
  {
    managers: ['argocd-server'],
    types: ['Secret'],
    fields: ['data["server.secretkey"]', 'data["admin.passwordMtime"]', 'data["admin.password"]'],
  },
  // OpenShift gives each account a pull secret for its registry (openshift-controller-manager,
  // pkg/internalregistry/controllers, `serviceAccountControllerFieldManager`; under the program's own name before 4.16).
  {
    managers: [
      'openshift-controller-manager',
      'openshift.io/image-registry-pull-secrets_service-account-controller',
    ],
    types: ['ServiceAccount'],
    fields: ['secrets', 'imagePullSecrets'],
    onlyExtra: true,
  },
  // Rancher's own notes on namespaces, under the name that people's edits through it have too (managedFields in
  // github.com/rancher/dashboard/issues/4878).
  {
    managers: ['rancher'],
    types: ['Namespace'],
    fields: [
      'metadata.annotations["cattle.io/status"]',
      'metadata.annotations["lifecycle.cattle.io/create.namespace-auth"]',
      'metadata.finalizers',
    ],
    onlyExtra: true,
  },
];

/** On whose behalf a field is as it is. */
export type OwnerClass = 'person' | 'controller' | 'argo-cd' | 'admission' | 'unknown';

interface Place {
  readonly object: KubernetesObject;
  readonly path: Path;
  readonly isExtra: boolean;
}

/**
 * Whether an owner is a known controller that may set the field as it likes. Whoever wrote before Argo CD's first apply
 * may have been one of Kubernetes' own.
 */
export function hasRight(owner: Owner, place: Place): boolean {
  return knownControls.some((control) => controls(control, owner, place));
}

/**
 * @param isExtra git says nothing about the field
 * @param usesApply Argo CD applies this object on the server's side. What it then owns by an update, a webhook may have
 *   added to what it applied.
 */
export function classOf(owner: Owner, place: Place, usesApply: boolean): OwnerClass {
  if (isArgocd(owner)) return usesApply && owner.operation === 'Update' ? 'admission' : 'argo-cd';
  if (hasRight(owner, place)) return 'controller';
  if (people.test(owner.manager)) return 'person';
  // Controllers keep their notes in metadata, and put finalizers there.
  const isNote = place.isExtra && place.path[0] === 'metadata' && !(isSwitch(place) && !isOfArgocd(owner));
  return isNote ? 'controller' : 'unknown';
}

/** Labels and annotations that are no notes, by how their names begin, or whole names with a `$`. */
const switches = new RegExp(
  `^(?:${[
    // What pods may do, and what is not asked of them: Pod Security, rights in AWS, Gatekeeper.
    'pod-security.kubernetes.io/',
    'eks.amazonaws.com/role-arn$',
    'admission.gatekeeper.sh/ignore$',
    // What accounts may do: roles that collect the rules of this one (pkg/controller/clusterroleaggregation).
    'rbac.authorization.k8s.io/aggregate-to-',
    // What is put into pods, and through what their traffic goes: Istio, AWS, the admission plugins of namespaces.
    'istio-injection$',
    'istio.io/rev$',
    'istio.io/dataplane-mode$',
    'istio.io/use-waypoint',
    'sidecar.istio.io/inject$',
    'elbv2.k8s.aws/pod-readiness-gate-inject$',
    'scheduler.alpha.kubernetes.io/',
    // Whose certificate authority a webhook, a conversion or an API trusts: cert-manager's cainjector.
    'cert-manager.io/inject-',
    // Who reaches a load balancer: its scheme, whom it lets in.
    'service.beta.kubernetes.io/',
    // Which class all use that name none.
    'storageclass.kubernetes.io/is-default-class$',
    'ingressclass.kubernetes.io/is-default-class$',
    // What scalers and Argo CD do, or leave.
    'autoscaling.keda.sh/paused',
    'argocd.argoproj.io/',
  ]
    .map((name) => name.replaceAll('.', '\\.'))
    .join('|')})`,
);

function isSwitch({ object, path }: Place): boolean {
  const [, map, name] = path;
  if (map !== 'labels' && map !== 'annotations') return false;
  const names = name === undefined ? Object.keys(object.metadata[map] ?? {}) : [String(name)];
  return names.some((each) => each !== trackingAnnotation && switches.test(each));
}

/** Other parts of Argo CD, which tell each other by annotations what to do. */
function isOfArgocd({ manager }: Owner): boolean {
  return manager.startsWith('argocd-');
}

export function isBeforeFirstApply({ manager }: Owner): boolean {
  return manager === beforeFirstApply;
}

/** What others own too, they wrote or wrote again: whoever had it before Argo CD's first apply counts no more. */
export function withoutEarlier(owners: readonly Owner[]): readonly Owner[] {
  const later = owners.filter((owner) => !isBeforeFirstApply(owner));
  return later.length > 0 ? later : owners;
}

export function isArgocd({ manager }: Owner): boolean {
  return manager === argocdManager;
}

function controls(
  { managers, subresource, types, when, groupEnd, fields, onlyExtra }: KnownControl,
  owner: Owner,
  { object, path, isExtra }: Place,
): boolean {
  const isOfAnyone = managers === undefined && !people.test(owner.manager) && !isArgocd(owner);
  const manager = isBeforeFirstApply(owner) ? 'kube-controller-manager' : owner.manager;
  const isIt = (name: string) => manager === name || (name.endsWith('/') && manager.startsWith(name));
  if (!isOfAnyone && managers?.some(isIt) !== true) return false;
  if (subresource !== undefined && owner.subresource !== subresource) return false;
  if (onlyExtra === true && !isExtra) return false;
  const group = groupOf(object.apiVersion);
  if (types !== undefined && !types.includes(typeOf(group, object.kind))) return false;
  if (when?.(object) === false) return false;
  if (groupEnd !== undefined && !group.endsWith(groupEnd)) return false;
  return isWithin(fields, path, isExtra ? valueAt(object, path) : undefined);
}

/** Whether a place is one of those fields or below, or a map that holds nothing else: of what git lacks all is added at once. */
function isWithin(fields: readonly string[], path: Path, value: unknown): boolean {
  const text = formatPath(path).replace(/\[\d+\]/g, '[]');
  if (fields.some((field) => text === field || text.startsWith(`${field}.`) || text.startsWith(`${field}[`)))
    return true;
  const inside = isRecord(value) ? Object.entries(value) : [];
  return inside.length > 0 && inside.every(([name, each]) => isWithin(fields, [...path, name], each));
}
