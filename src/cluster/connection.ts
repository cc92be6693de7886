import { existsSync, readFileSync } from 'node:fs';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Cluster, KubeConfig } from '@kubernetes/client-node';
import { InputError, unusable } from '../report/errors.ts';
import { suggest } from '../report/suggest.ts';
import { messageOf } from '../report/thrown.ts';
import { Agents } from './agents.ts';

export interface ClusterAddress {
  /** Path of a kubeconfig. Default: `KUBECONFIG`, else `~/.kube/config`, as kubectl does. */
  readonly kubeconfig?: string;
  /** Default: the kubeconfig's current context. */
  readonly context?: string;
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query, e.g. `/api/v1/nodes?limit=500`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: `application/json`. */
  readonly contentType?: string;
  /** Default: `application/json`. */
  readonly accept?: string;
  /** Asks as another user, if this one may impersonate. Default: as itself. */
  readonly as?: Impersonation;
}

export interface Impersonation {
  readonly user: string;
  readonly groups: readonly string[];
}

export interface ApiResponse {
  readonly status: number;
  readonly text: string;
  /** What the server warns of, such as deprecated versions and unknown fields. */
  readonly warnings: readonly string[];
}

/** Sends requests to one API server, as one user. Never skips the verification of its certificate. */
export interface Connection {
  readonly context: string;
  readonly server: string;
  /** PEM of the authority that signs the server's certificate; `undefined` if the system knows it. */
  readonly certificateAuthority: string | undefined;
  /** @throws Error if the server cannot be reached or does not answer within the time limit */
  send(request: ApiRequest): Promise<ApiResponse>;
  /** Ends the connections that are kept open between requests. */
  close(): void;
}

/** Milliseconds until a request is given up. API servers themselves end requests after a minute. */
const timeoutMilliseconds = 60_000;

const rule = 'kubeconfig';

/**
 * @param signal ends the requests that wait for an answer, each with its reason, and lets none begin
 * @throws InputError if there is no such kubeconfig or context, or one that skips the verification of the server
 */
export function connect({ kubeconfig, context }: ClusterAddress, signal?: AbortSignal): Connection {
  const config = load(kubeconfig);
  if (context !== undefined) chooseContext(config, context);
  const cluster = config.getCurrentCluster();
  if (!cluster) throw withoutCluster(config);
  if (cluster.skipTLSVerify) {
    throw unusable(
      rule,
      `the kubeconfig skips the verification of ${cluster.server}: whoever answers there would get the credentials`,
      'remove insecure-skip-tls-verify, and embed the authority of the server as certificate-authority-data',
    );
  }
  // Objects are sent and read as they are: the generated clients would drop fields that they do not know.
  const agents = new Agents();
  return {
    context: config.getCurrentContext(),
    server: cluster.server,
    certificateAuthority: authorityOf(cluster),
    async send(request) {
      const options: RequestOptions = { headers: {}, signal };
      try {
        await config.applyToHTTPSOptions(options);
        const viaProxy = cluster.proxyUrl !== undefined && cluster.proxyUrl !== '';
        return await exchange(cluster.server, request, viaProxy ? options : agents.withAgent(options));
      } catch (error) {
        // An answer that is cut off, and a plugin that Ctrl-C has ended too, fail with errors of their own.
        signal?.throwIfAborted();
        throw error;
      }
    },
    close: () => agents.close(),
  };
}

/** @throws InputError if the kubeconfig cannot be read */
export function hasContext({ kubeconfig, context }: ClusterAddress & { readonly context: string }): boolean {
  return contextsIn(load(kubeconfig)).includes(context);
}

function contextsIn(config: KubeConfig): string[] {
  return config.getContexts().map(({ name }) => name);
}

function load(path: string | undefined): KubeConfig {
  const config = new KubeConfig();
  try {
    loadFiles(config, path === undefined ? defaultFiles() : [path]);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const next =
      path === undefined ? 'set KUBECONFIG to the path of one that can' : 'give the path of one that can';
    throw unusable(rule, `the kubeconfig cannot be read: ${messageOf(error)}`, next, error);
  }
  return config;
}

/** Of those that KUBECONFIG lists the ones that are there: kubectl leaves out the others too. */
function defaultFiles(): string[] {
  const listed = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const files = listed.length > 0 ? listed : [join(homedir(), '.kube/config')];
  const present = files.filter((file) => existsSync(file));
  if (present.length > 0) return present;
  throw unusable(rule, `there is no kubeconfig: ${files.join(', ')}`, 'set KUBECONFIG to the path of one');
}

/** As kubectl: of what several define, the first counts. The merge of the client library refuses what is there twice. */
function loadFiles(config: KubeConfig, files: readonly string[]): void {
  const parts = files.map((file) => {
    const part = new KubeConfig();
    part.loadFromFile(file);
    return part;
  });
  const current = parts.map((part) => part.getCurrentContext()).find((context) => Boolean(context));
  config.loadFromOptions({
    clusters: firstOfEach(parts.flatMap((part) => part.getClusters())),
    users: firstOfEach(parts.flatMap((part) => part.getUsers())),
    contexts: firstOfEach(parts.flatMap((part) => part.getContexts())),
    currentContext: current,
  });
}

function firstOfEach<Named extends { readonly name: string }>(all: readonly Named[]): Named[] {
  return all.filter(({ name }, index) => all.findIndex((each) => each.name === name) === index);
}

function authorityOf({ caData, caFile }: Cluster): string | undefined {
  if (caData !== undefined && caData !== '') return Buffer.from(caData, 'base64').toString('utf8');
  if (caFile === undefined || caFile === '') return undefined;
  try {
    return readFileSync(caFile, 'utf8');
  } catch (error) {
    throw unusable(
      rule,
      `the certificate authority that the kubeconfig names cannot be read: ${messageOf(error)}`,
      'correct certificate-authority, or embed it as certificate-authority-data',
      error,
    );
  }
}

function chooseContext(config: KubeConfig, context: string): void {
  const known = contextsIn(config);
  if (known.includes(context)) {
    config.setCurrentContext(context);
    return;
  }
  throw unusable(
    rule,
    `the kubeconfig has no context ${context}; it has ${known.join(', ') || 'none'}`,
    suggest(context, known, 'name one of them'),
  );
}

function withoutCluster(config: KubeConfig): InputError {
  const name = config.getCurrentContext();
  const current = config.getContextObject(name);
  return current === null
    ? unusable(rule, 'the kubeconfig has no current context', 'name one with --context')
    : unusable(
        rule,
        `the context ${name} is of the cluster ${current.cluster}, which the kubeconfig does not have`,
        'add the cluster, or name another context with --context',
      );
}

function exchange(server: string, request: ApiRequest, options: RequestOptions): Promise<ApiResponse> {
  const payload = request.body === undefined ? undefined : JSON.stringify(request.body);
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      urlOf(server, request.path),
      {
        ...options,
        method: request.method ?? 'GET',
        timeout: timeoutMilliseconds,
        headers: {
          ...options.headers,
          Accept: request.accept ?? 'application/json',
          ...(request.as && {
            'Impersonate-User': request.as.user,
            'Impersonate-Group': [...request.as.groups],
          }),
          ...(payload !== undefined && {
            'Content-Type': request.contentType ?? 'application/json',
            'Content-Length': Buffer.byteLength(payload),
          }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
            warnings: warningTexts(response.headersDistinct['warning'] ?? []),
          }),
        );
      },
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error(`${server} did not answer within ${timeoutMilliseconds / 1000} s`)),
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

/** API servers behind a proxy have a path of their own, e.g. `https://proxy/clusters/a`. */
function urlOf(server: string, path: string): URL {
  const base = new URL(server);
  return new URL(`${base.pathname.replace(/\/$/, '')}${path}`, base);
}

/** Each is `299 - "text"`, quotes inside escaped (RFC 9110 §5.6.4). */
export function warningTexts(headers: readonly string[]): string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
      text.replace(/\\(.)/g, '$1'),
    ),
  );
}
