import { type Fields, fieldsOf } from '../manifest/select.ts';
import { isNil, isZero } from './defaults/fields.ts';

/*
 * What a claim is filled from stands in `dataSource`, and since KEP-1495 in `dataSourceRef`. Source: Kubernetes 1.34,
 * `pkg/api/persistentvolumeclaim/util.go`.
 */

/**
 * Whether the API server drops the `dataSource` of a claim: it is of none of the kinds that it once knew
 * (`EnforceDataSourceBackwardsCompatibility`), and what is beside it does not count.
 *
 * @param spec of a claim of its own: in one that is yet to be made, nothing is dropped
 */
export function isSourceDropped(spec: Fields): boolean {
  const { apiGroup, kind } = fieldsOf(spec, 'dataSource');
  const isKnown = isZero(apiGroup)
    ? kind === 'PersistentVolumeClaim'
    : kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io';
  return !isKnown && (isNil(spec['dataSourceRef']) || isSourceElsewhere(spec));
}

/** Whether `dataSourceRef` leads to another namespace, which the API server does not take by default. */
export function isSourceElsewhere(spec: Fields): boolean {
  return !isZero(fieldsOf(spec, 'dataSourceRef')['namespace']);
}
