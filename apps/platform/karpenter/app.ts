import { ClusterManifest, clusterName, defineApp, type kinds, PlatformNamespace } from '#plumb';
import { nodePool, nodePoolShapes } from './node-pools.ts';

/** Tag by which subnets and security groups are found: those of this cluster. */
const DISCOVERY = 'karpenter.sh/discovery';
const NODE_CLASS = 'default';

export default defineApp({
  description: 'Karpenter: brings nodes when pods need them, and takes them away when not',
  scope: 'region',
  tier: 0,
  dependsOn: ['cluster-basics', 'monitoring'],
  charts: {
    karpenter: {
      repository: 'oci://public.ecr.aws/karpenter',
      version: '1.14.1',
      values: {
        settings: { clusterName: '$(CLUSTER_NAME)', interruptionQueue: '$(CLUSTER_NAME)' },
        priorityClassName: 'system-cluster-critical',
        serviceMonitor: { enabled: true },
      },
    },
  },
  settings: {},

  render(chart, { environment, region }) {
    new PlatformNamespace(chart, 'namespace');
    const cluster = clusterName(environment.name, region.name);
    new ClusterManifest<kinds.EC2NodeClass>(chart, 'node-class', {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: NODE_CLASS },
      spec: {
        amiFamily: 'Bottlerocket',
        amiSelectorTerms: [{ alias: 'bottlerocket@v1.48.0' }],
        role: `${cluster}-node`,
        subnetSelectorTerms: [{ tags: { [DISCOVERY]: cluster } }],
        securityGroupSelectorTerms: [{ tags: { [DISCOVERY]: cluster } }],
        blockDeviceMappings: [
          { deviceName: '/dev/xvdb', ebs: { volumeType: 'gp3', volumeSize: '100Gi', encrypted: true } },
        ],
        // One hop: the node's own processes reach the metadata service, pods do not.
        metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
        tags: { 'plumbline.dev/environment': environment.name, 'plumbline.dev/region': region.name },
      },
    });
    for (const shape of nodePoolShapes(region.features.value)) {
      new ClusterManifest<kinds.NodePool>(chart, shape.name, nodePool(shape, region.zones.value, NODE_CLASS));
    }
  },
});
