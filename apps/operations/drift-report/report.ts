import { type AppChart, type AppContext, clusterName, type kinds, Manifest } from '#plumb';
import { addJob, driftBucket } from './job.ts';

const NAME = 'drift-report';

/** Account of the app `drift`, which may read and send dry runs. */
const ACCOUNT = 'drift';

const ACCESS = '/var/run/plumb';

/** Of the token; a run takes minutes. */
const TOKEN_SECONDS = 3600;

/** Each cluster compares itself with git, and leaves what it found in the bucket. */
export function addReport(chart: AppChart, context: AppContext): void {
  const { environment, region } = context;
  const accessName = `${NAME}-access`;
  new Manifest<kinds.ConfigMap>(chart, 'access', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: accessName },
    data: { kubeconfig: kubeconfigOf(clusterName(environment.name, region.name)) },
  });
  addJob(chart, context, {
    name: NAME,
    // At night in Japan, and off the hour, when everybody's jobs start.
    schedule: '17 17 * * *',
    args: [
      'drift',
      `--env=${environment.name}`,
      `--region=${region.name}`,
      '--output=json',
      `--to=s3://${driftBucket(context)}/reports/${environment.name}-${region.name}.json`,
    ],
    config: { KUBECONFIG: `${ACCESS}/kubeconfig` },
    serviceAccountName: ACCOUNT,
    mounts: [
      {
        path: ACCESS,
        volume: {
          projected: {
            sources: [
              { configMap: { name: accessName } },
              { serviceAccountToken: { path: 'token', expirationSeconds: TOKEN_SECONDS } },
              // Kubernetes puts it into every namespace.
              { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
            ],
          },
        },
      },
    ],
  });
}

/** `tokenFile` as Kubernetes' client for Node.js knows it: read again while it runs. */
function kubeconfigOf(name: string): string {
  return `apiVersion: v1
kind: Config
current-context: ${name}
contexts:
  - name: ${name}
    context: { cluster: ${name}, user: ${ACCOUNT} }
clusters:
  - name: ${name}
    cluster: { server: 'https://kubernetes.default.svc', certificate-authority: ${ACCESS}/ca.crt }
users:
  - name: ${ACCOUNT}
    user: { auth-provider: { name: tokenFile, config: { tokenFile: ${ACCESS}/token } } }
`;
}
