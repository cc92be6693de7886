import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import type { LabRegion } from './region.ts';

export interface QueueAndPredictor {
  readonly url: string;
  /** Messages that wait in every queue. Default: 0. */
  setMessages(count: number): void;
  /** What is forecast for every workload, in requests per second. Default: the predictor answers nothing but 503. */
  setPrediction(requestsPerSecond: number): void;
  close(): void;
}

/**
 * Serves the numbers that a worker is scaled by, as their sources do: the length of a queue in SQS's JSON protocol, and a
 * forecast as JSON. There is neither AWS nor a predictor in a lab.
 */
export async function serveQueueAndPredictor(): Promise<QueueAndPredictor> {
  let messages = 0;
  let prediction: number | undefined;

  async function answer(request: IncomingMessage): Promise<object | undefined> {
    if (request.method === 'GET') {
      return prediction === undefined ? undefined : { requestsPerSecond: prediction };
    }
    if (request.headers['x-amz-target'] !== 'AmazonSQS.GetQueueAttributes') return undefined;
    const { AttributeNames } = (await json(request)) as { readonly AttributeNames: readonly string[] };
    const valueOf = (name: string): string => String(name === 'ApproximateNumberOfMessages' ? messages : 0);
    return { Attributes: Object.fromEntries(AttributeNames.map((name) => [name, valueOf(name)])) };
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await answer(request);
    response.writeHead(content ? 200 : 503, { 'Content-Type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(content ?? {}));
  }

  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setMessages: (count) => {
      messages = count;
    },
    setPrediction: (requestsPerSecond) => {
      prediction = requestsPerSecond;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const credentials = 'sqs';

interface ScaledObject extends KubernetesObject {
  readonly spec: { readonly triggers: readonly { type: string; metadata: Record<string, string> }[] };
}

/** Deploys a worker that reads from such a server. KEDA finds its credentials there when it first looks for them. */
export async function deployReading(region: LabRegion, app: string, url: string): Promise<void> {
  const namespaces = region.objectsOf(app).filter(({ kind }) => kind === 'Namespace');
  await Promise.all(namespaces.map(region.apply));
  await region.apply(credentialsIn(app));
  await region.deploy(app, readingFrom(url));
}

/** A worker's objects, reading from such a server: the addresses and the identity are other ones, nothing else. */
function readingFrom(url: string): (object: KubernetesObject) => KubernetesObject {
  return (object) => {
    if (object.kind === 'TriggerAuthentication') {
      const secretTargetRef = ['awsAccessKeyID', 'awsSecretAccessKey'].map((parameter) => ({
        parameter,
        name: credentials,
        key: parameter,
      }));
      return { ...object, spec: { secretTargetRef } };
    }
    if (object.kind !== 'ScaledObject') return object;
    const { spec } = object as ScaledObject;
    const triggers = spec.triggers.map(({ metadata, ...trigger }) => {
      if (trigger.type === 'aws-sqs-queue')
        return { ...trigger, metadata: { ...metadata, awsEndpoint: url } };
      const { url: address } = metadata;
      if (address === undefined) return { ...trigger, metadata };
      return { ...trigger, metadata: { ...metadata, url: `${url}${new URL(address).pathname}` } };
    });
    return { ...object, spec: { ...spec, triggers } };
  };
}

/** What `readingFrom` reads its credentials from; the server takes any. */
function credentialsIn(namespace: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: credentials, namespace },
    stringData: { awsAccessKeyID: 'lab', awsSecretAccessKey: 'lab' },
  };
}
