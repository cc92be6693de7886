import { select } from '../../../manifest/select.ts';
import { awsType } from '../aws/controllers.ts';
import { changesOf, type Reviewed } from '../hazard.ts';
import type { Refusal } from './own-rules.ts';

/**
 * Fields of `spec` that AWS's controllers take once only: our own schemas of their kinds say what may be written, not what
 * may be changed. Source: the CustomResourceDefinitions of AWS Controllers for Kubernetes, `config/crd/bases` of June to
 * August 2026, fields with the rule `self == oldSelf`.
 */
export const setOnce: Readonly<Record<string, string>> = {
  'ec2/EgressOnlyInternetGateway': 'vpcID',
  'ec2/VPCEndpoint': 'serviceNetworkARN serviceRegion',
  'eks/Cluster': 'name',
  'eks/Nodegroup': 'amiType clusterName diskSize instanceTypes name nodeRole remoteAccess subnets',
  'elasticache/ReplicationGroup': 'kmsKeyID networkType snapshotName',
  'elasticache/ServerlessCache': 'kmsKeyID',
  'iam/OpenIDConnectProvider': 'url',
  'kms/Key': 'customKeyStoreID description keySpec keyUsage multiRegion origin',
  'lambda/Alias': 'name',
  'lambda/Function': 'tenancyConfig',
  'rds/DBInstance': 'availabilityZone',
  'route53/HostedZone': 'delegationSetID hostedZoneConfig.privateZone name',
  'route53/RecordSet': 'hostedZoneID name recordType setIdentifier',
  's3/Bucket': 'name namespace',
  'sqs/Queue': 'queueName',
  'wafv2/WebACL': 'name',
};

const fieldsByType = new Map(
  Object.entries(setOnce).map(([type, fields]) => [awsType(type), fields.split(' ')]),
);

/** Fields that get another value: rules about changes are not asked where a field comes or goes. */
export function refusedByAws(reviewed: Reviewed): Refusal[] {
  return (fieldsByType.get(reviewed.type) ?? []).flatMap((field) => {
    const [was, is] = [reviewed.before, reviewed.after].map((object) => select(object, `spec.${field}`)[0]);
    if (was === undefined || is === undefined || changesOf(reviewed, `spec.${field}`).length === 0) return [];
    return [{ path: is.path, why: '' }];
  });
}
