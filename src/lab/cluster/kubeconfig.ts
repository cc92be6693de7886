import { readFileSync } from 'node:fs';
import type { Pki, User } from './pki.ts';

/** Whom a context of a kubeconfig talks to, and as whom. */
export interface ContextSource {
  readonly name: string;
  readonly server: string;
  readonly pki: Pki;
  readonly user: User;
  /** Default: `default`. */
  readonly namespace?: string;
}

/** A kubeconfig, as JSON (which is YAML too), that holds its certificates itself. The first context is the current one. */
export function kubeconfig(contexts: readonly ContextSource[]): string {
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: contexts.map(({ name, server, pki }) => ({
      name,
      cluster: { server, 'certificate-authority-data': encoded(pki.ca) },
    })),
    users: contexts.map(({ name, pki, user }) => ({
      name,
      user: {
        'client-certificate-data': encoded(pki.certificate(user)),
        'client-key-data': encoded(pki.key(user)),
      },
    })),
    contexts: contexts.map(({ name, namespace }) => ({
      name,
      context: { cluster: name, user: name, ...(namespace !== undefined && { namespace }) },
    })),
    'current-context': contexts[0]?.name ?? '',
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function encoded(file: string): string {
  return readFileSync(file).toString('base64');
}
