import { Construct } from 'constructs';
import type { ConfigMap } from '../../kubernetes/1.34/types/v1.ts';
import { readFileBeside } from '../file-beside.ts';
import { Manifest } from '../manifest.ts';

/** An hour: longer than any canary, short enough that a wave which waits for a broken app takes up a fix by itself. */
const SYNC_TIMEOUT_SECONDS = 3600;

/**
 * Argo CD's own settings, without which the objects beside them would not do what they say. Read at the start of its
 * components or watched by them; never a secret.
 */
export class ArgoConfiguration extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#configMap('argocd-cm', {
      // People use their own rights in the hub's cluster (`argocd --core`), so there is no second place that grants any.
      'admin.enabled': 'false',
      // The account in a regional cluster sees only what it needs (argocd-access); Argo CD then must not insist on more.
      'resource.respectRBAC': 'normal',
      'application.resourceTrackingMethod': 'annotation',
      // A status that changes without a change of health is no reason to compare an app again.
      'resource.customizations.ignoreResourceUpdates.all': 'jsonPointers:\n  - /status\n',
      'resource.customizations.health.argoproj.io_Application': healthCheck('application'),
      'resource.customizations.health.argoproj.io_ApplicationSet': healthCheck('application-set'),
    });
    this.#configMap('argocd-cmd-params-cm', {
      'controller.diff.server.side': 'true',
      // An Application then says by itself which of its objects is ill and why, also to who has no access to Argo CD's cache.
      'controller.resource.health.persist': 'true',
      'controller.sync.timeout.seconds': String(SYNC_TIMEOUT_SECONDS),
    });
    this.#configMap('argocd-rbac-cm', { 'policy.default': '' });
  }

  /** Argo CD reads only what says that it is part of it. */
  #configMap(name: string, data: Readonly<Record<string, string>>): void {
    new Manifest<ConfigMap>(this, name, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
      data,
    });
  }
}

function healthCheck(name: string): string {
  return readFileBeside(import.meta.url, `./health/${name}.lua`);
}
