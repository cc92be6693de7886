import type { Application, ApplicationSet } from '../../src/deploy/application.ts';
import type { ApplicationState } from '../../src/deploy/judge.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Status = NonNullable<Application['status']>;

/** The Application of Keda as Argo CD reports it when all is well, apart from what a test says of its status. */
export function kedaApplication(
  status: Status = {},
  annotations: Readonly<Record<string, string>> = {},
): Application {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'dev-ap-northeast-1-keda',
      namespace: 'argocd',
      annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.', ...annotations },
      labels: {
        'plumbline.dev/app': 'keda',
        'plumbline.dev/environment': 'dev',
        'plumbline.dev/target': 'ap-northeast-1',
        'plumbline.dev/wave': '3',
      },
    },
    spec: { project: 'platform', destination: { name: 'dev-ap-northeast-1' } },
    status: {
      reconciledAt: '2026-11-22T00:47:15Z',
      sync: { status: 'Synced', revision: '1f649d0089bf50d28a6d2a9febb6e1eaf48447a0' },
      health: { status: 'Healthy', lastTransitionTime: '2026-11-22T00:44:18Z' },
      operationState: { phase: 'Succeeded', message: 'successfully synced (all tasks run)' },
      resources: [
        { kind: 'Namespace', name: 'keda', status: 'Synced' },
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'keda',
          name: 'operator',
          status: 'Synced',
          health: { status: 'Healthy' },
        },
      ],
      ...status,
    },
  };
}

/** A state as judging yields it; done, apart from what a test says. */
export function state(
  name: string,
  maker: string,
  differing: Partial<ApplicationState> = {},
): ApplicationState {
  return {
    name,
    maker,
    sync: 'Synced',
    health: 'Healthy',
    since: '2026-11-22T00:44:18Z',
    revision: '1f649d0089bf50d28a6d2a9febb6e1eaf48447a0',
    isDone: true,
    problems: [],
    ...differing,
  };
}

export function missing(name: string, maker: string): ApplicationState {
  return state(name, maker, { sync: 'Missing', health: 'Missing', isDone: false });
}

export function applicationSet(
  name: string,
  conditions?: NonNullable<ApplicationSet['status']>['conditions'],
): ApplicationSet {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace: 'argocd' },
    ...(conditions && { status: { conditions } }),
  };
}

const params = (app: string, wave: number): string => `app: ${app}\nnamespace: ${app}\nwave: '${wave}'\n`;

/** A rendered environment `test` with two regions, `near` being the hub's. */
export function renderedFolder(differing: Readonly<Record<string, string>> = {}): string {
  return temporaryFolder({
    'test/hub/argocd/argocd.params': params('argocd', 0),
    'test/hub/argocd/Application.argocd.root.yaml': rootApplication,
    'test/hub/argocd/ApplicationSet.argocd.wave-1.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: wave-1, namespace: argocd }\n',
    'test/global/traffic/argocd.params': params('traffic', 1),
    'test/near/argocd-access/argocd.params': params('argocd-access', 0),
    'test/near/cart/argocd.params': params('cart', 10),
    'test/near/notes/README.md': 'no app\n',
    'test/far/argocd-access/argocd.params': params('argocd-access', 0),
    'test/far/cart/argocd.params': params('cart', 10),
    ...differing,
  });
}

const rootApplication = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  destination: { name: test-near, namespace: argocd }
  source: { path: dist/test/hub/argocd, repoURL: https://git.example/shop, targetRevision: main }
`;
