import { describe, expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const facts = loadFacts();

function objectOf(type: string, content: object, metadata: object = {}): KubernetesObject {
  const [apiVersion, kind] = type.split(' ') as [string, string];
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop', ...metadata }, ...content };
}

/** What becomes of an object in a dump without managedFields, as `kubectl get -o yaml` writes it. */
function resultOf(
  git: KubernetesObject,
  live: KubernetesObject,
  ...others: readonly KubernetesObject[]
): string | undefined {
  const desired = [git, ...others].map((object) => ({ object }));
  const { verdicts, unjudged } = driftOf(desired, [live, ...others], facts);
  const ofKind = ({ identity }: { identity: { kind: string } }): boolean => identity.kind === git.kind;
  return unjudged.find(ofKind)?.reason ?? verdicts.find(ofKind)?.result;
}

const ports = [{ port: 80, protocol: 'TCP' }];
const service = objectOf('v1 Service', { spec: { type: 'NodePort', ports } });
const serviceWith = (more: object): KubernetesObject =>
  objectOf('v1 Service', {
    spec: {
      type: 'NodePort',
      ports: [{ ...ports[0], nodePort: 31234, targetPort: 80 }],
      clusterIP: '10.96.0.9',
      clusterIPs: ['10.96.0.9'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ...more,
    },
  });

const pod = { restartPolicy: 'Never', containers: [{ name: 'run', image: 'registry.example/run:1' }] };
const job = objectOf('batch/v1 Job', { spec: { template: { spec: pod } } });
const jobWith = (more: object): KubernetesObject => {
  const uid = { 'batch.kubernetes.io/controller-uid': '9cd1' };
  const labels = {
    ...uid,
    'controller-uid': '9cd1',
    'job-name': 'web',
    'batch.kubernetes.io/job-name': 'web',
  };
  const template = { metadata: { labels }, spec: pod };
  return objectOf(
    'batch/v1 Job',
    { spec: { selector: { matchLabels: uid }, template } },
    { labels: { ...labels, ...more } },
  );
};

const snapshotOf = (name: string) => ({
  apiGroup: 'snapshot.storage.k8s.io',
  kind: 'VolumeSnapshot',
  name,
});
const claimFrom = (sources: object): KubernetesObject =>
  objectOf('v1 PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], ...sources } });

describe('without managedFields, clean is', () => {
  test('a Service with the addresses and ports that it was given', () => {
    expect(resultOf(service, serviceWith({}))).toBe('clean');
  });

  test('a Job with what it knows its pods by', () => {
    expect(resultOf(job, jobWith({}))).toBe('clean');
  });

  test('a claim and its volume, which are not deleted while in use', () => {
    const claim = { spec: { accessModes: ['ReadWriteOnce'] } };
    const filled = { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', volumeName: 'pv-1' } };
    const claimOf = (content: object, metadata?: object) =>
      objectOf('v1 PersistentVolumeClaim', content, metadata);
    const finalizers = ['kubernetes.io/pvc-protection'];
    expect(resultOf(claimOf(claim), claimOf(filled, { finalizers }))).toBe('clean');
  });

  test('a class of volume attributes, which is not deleted while in use', () => {
    const type = 'storage.k8s.io/v1 VolumeAttributesClass';
    const content = { driverName: 'ebs.csi.aws.com', parameters: { iops: '4000' } };
    const finalizers = ['kubernetes.io/vac-protection'];
    expect(resultOf(objectOf(type, content), objectOf(type, content, { finalizers }))).toBe('clean');
  });

  test('a claim that is filled from a snapshot, in whichever of both fields git names it', () => {
    const dataSource = snapshotOf('nightly');
    const both = claimFrom({ dataSource, dataSourceRef: dataSource });
    expect(resultOf(claimFrom({ dataSource }), both)).toBe('clean');
    expect(resultOf(claimFrom({ dataSourceRef: dataSource }), both)).toBe('clean');
  });
});

test('what the API server rounds up to thousandths is as git says, and nothing else', () => {
  const podWith = (memory: string): KubernetesObject =>
    objectOf('v1 Pod', { spec: { containers: [{ name: 'run', resources: { requests: { memory } } }] } });
  expect(resultOf(podWith('0.1234Gi'), podWith('132499741082m'))).toBe('clean');
  expect(resultOf(podWith('0.1234Gi'), podWith('132499741083m'))).toBe('drifted');
});

describe('a Deployment that git gives no replicas', () => {
  const deployment = (more: object): KubernetesObject => {
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: pod.containers } };
    const selector = { matchLabels: { app: 'web' } };
    return objectOf('apps/v1 Deployment', { spec: { selector, template, ...more } });
  };
  const autoscaler = objectOf('autoscaling/v2 HorizontalPodAutoscaler', {
    spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  });

  test('is clean with as many as its scaler would choose', () => {
    expect(resultOf(deployment({}), deployment({ replicas: 4 }), autoscaler)).toBe('clean');
  });

  test('is not judged with more, or without a scaler', () => {
    expect(resultOf(deployment({}), deployment({ replicas: 9 }), autoscaler)).toBe('no-ownership');
    expect(resultOf(deployment({}), deployment({ replicas: 4 }))).toBe('no-ownership');
  });
});

describe('not judged is', () => {
  test('what else git does not mention', () => {
    const open = serviceWith({ loadBalancerSourceRanges: ['0.0.0.0/0'] });
    expect(resultOf(service, open)).toBe('no-ownership');
    expect(resultOf(job, jobWith({ tier: 'front' }))).toBe('no-ownership');
  });

  test('what lifts the isolation of a pod, where a token is mounted', () => {
    const podWith = (more: object) => objectOf('v1 Pod', { spec: { containers: pod.containers, ...more } });
    const volumes = [{ name: 'root', hostPath: { path: '/' } }];
    expect(resultOf(podWith({}), podWith({ volumes }))).toBe('no-ownership');
  });
});

test('what git says is told', () => {
  const from = (name: string) => claimFrom({ dataSource: snapshotOf(name), dataSourceRef: snapshotOf(name) });
  expect(resultOf(from('nightly'), from('weekly'))).toBe('drifted');
  const fixed = objectOf('v1 Service', {
    spec: { type: 'NodePort', ports: [{ ...ports[0], nodePort: 30000 }] },
  });
  expect(resultOf(fixed, serviceWith({}))).toBe('drifted');
});
