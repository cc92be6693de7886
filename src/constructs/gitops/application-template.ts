import type { ApplicationSet } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import type { EnvironmentContext } from '../app.ts';

type Template = ApplicationSet['spec']['template'];

/**
 * Automated with prune and self-heal, and never given up: without the retry, Argo CD leaves a revision alone after one
 * failed sync. `refresh` lets a newer commit replace the one that is being retried.
 */
export const SYNC_POLICY = {
  automated: { prune: true, selfHeal: true },
  retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
} as const;

/**
 * Namespaces are objects of the apps, with labels that matter; Argo CD must not create bare ones.
 *
 * `Validate=false` lets nothing pass. A server-side apply of a field that the schema does not have is refused by the API
 * server, whatever it is asked (tests/lab/real/gitops.test.ts shows it). And Argo CD would not ask: for each object of each
 * sync it reads the OpenAPI document of its group and version, to learn that the server can validate, leaves the
 * validation to it then, but sends no `fieldValidation` (newApplyOptions in gitops-engine's resource_ops.go, ValidateBytes
 * in kubectl's pkg/validation/schema.go). That was half of the work of its application controller.
 */
export const SYNC_OPTIONS = [
  'CreateNamespace=false',
  'PruneLast=true',
  'ServerSideApply=true',
  'Validate=false',
] as const;

/**
 * The Application of one app in one cluster, as a Go template over the cluster (`name`) and the app's `argocd.params`.
 * Segments of the path are `dist`, environment, target and app.
 */
export function applicationTemplate({ repository, revision }: EnvironmentContext): Template {
  return {
    metadata: {
      name: '{{ index .path.segments 1 }}-{{ index .path.segments 2 }}-{{ .app }}',
      labels: {
        'plumbline.dev/app': '{{ .app }}',
        'plumbline.dev/environment': '{{ index .path.segments 1 }}',
        'plumbline.dev/product': '{{ .product }}',
        'plumbline.dev/target': '{{ index .path.segments 2 }}',
        'plumbline.dev/wave': '{{ .wave }}',
      },
      // Argo CD compares an app again only when a commit touches its own folder.
      annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' },
    },
    spec: {
      project: '{{ .product }}',
      destination: { name: '{{ .name }}', namespace: '{{ .namespace }}' },
      source: { repoURL: repository, targetRevision: revision, path: '{{ .path.path }}' },
      syncPolicy: { ...SYNC_POLICY, syncOptions: SYNC_OPTIONS },
    },
  };
}

/** In the values of charts: what Argo CD replaces, as only it knows which cluster a chart goes to. */
const CLUSTER_NAME_PLACEHOLDER = '$(CLUSTER_NAME)';

/**
 * What a template cannot leave out by itself (templatePatch): the sources of an app with charts, and the ignored
 * differences with the option that makes Argo CD keep them while it syncs.
 *
 * A chart's release is named after the chart, so that its objects are called the same in every cluster.
 */
export function applicationPatch({ repository, revision }: EnvironmentContext): string {
  return `{{- if or .charts .ignoreDifferences -}}
spec:
{{- if .charts }}
  source: null
  sources:
    - repoURL: ${repository}
      targetRevision: ${revision}
      path: {{ toJson .path.path }}
{{- range .charts }}
    - repoURL: {{ trimPrefix "oci://" .repository | toJson }}
      chart: {{ toJson .name }}
      targetRevision: {{ toJson .version }}
      helm:
        releaseName: {{ toJson .name }}
        valuesObject: {{ toJson .values | replace "${CLUSTER_NAME_PLACEHOLDER}" $.name }}
{{- end }}
{{- end }}
{{- if .ignoreDifferences }}
  ignoreDifferences: {{ toJson .ignoreDifferences }}
  syncPolicy:
    syncOptions: ${JSON.stringify([...SYNC_OPTIONS, 'RespectIgnoreDifferences=true'])}
{{- end }}
{{- else -}}
{}
{{- end }}
`;
}
