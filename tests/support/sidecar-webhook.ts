import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';
import { createAuthority } from '../../src/lab/cluster/certificates.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { selectMaps } from '../../src/manifest/select.ts';

export interface SidecarWebhook {
  /** What registers it with an API server. */
  readonly configuration: KubernetesObject;
  close(): void;
}

/**
 * A mutating webhook on loopback that gives Deployments with the label `mesh: "yes"` a container `mesh`, if they have none.
 */
export async function startSidecarWebhook(): Promise<SidecarWebhook> {
  const authority = await createAuthority('webhook ca');
  const { certificate, privateKey } = await authority.issue({ commonName: 'webhook', hosts: ['127.0.0.1'] });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const review = (await json(request)) as { readonly request: AdmissionRequest };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(reviewed(review)));
  };
  const server = createServer(
    { cert: certificate, key: privateKey },
    (request, response) => void answer(request, response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const rule = { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments'] };
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'sidecar' },
    webhooks: [
      {
        name: 'sidecar.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: {
          url: `https://127.0.0.1:${port}/`,
          caBundle: Buffer.from(authority.certificate).toString('base64'),
        },
        objectSelector: { matchLabels: { mesh: 'yes' } },
        rules: [{ ...rule, operations: ['CREATE', 'UPDATE'] }],
      },
    ],
  };
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { configuration, close };
}

interface AdmissionRequest {
  readonly uid: string;
  readonly object: KubernetesObject;
}

function reviewed({ request: { uid, object } }: { readonly request: AdmissionRequest }): object {
  const containers = selectMaps(object, 'spec.template.spec.containers[]');
  const mesh = { name: 'mesh', image: 'registry.example/mesh:1' };
  const added = [{ op: 'add', path: '/spec/template/spec/containers/-', value: mesh }];
  const patch = Buffer.from(JSON.stringify(added)).toString('base64');
  const hasOne = containers.some(({ value: { name } }) => name === 'mesh');
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid, allowed: true, ...(!hasOne && { patchType: 'JSONPatch', patch }) },
  };
}
