import { fieldsOf, textOf } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { type Fields, isEmpty, isSet, type StructRule, type Wrong } from './struct.ts';

/** Parts of the API that others serve (`kube-aggregator/pkg/apis/apiregistration/validation`, `ValidateAPIService`). */

function isNamedByVersion({ metadata, spec: given }: Fields): Wrong[] {
  const spec = fieldsOf(given);
  const name = textOf(fieldsOf(metadata), 'name');
  const wanted = `${textOf(spec, 'version') ?? ''}.${textOf(spec, 'group') ?? ''}`;
  if (name === undefined || name === wanted) return [];
  return [
    {
      at: ['metadata', 'name'],
      message: `${quote(name)} is not the version and the group that it serves`,
      allowed: wanted,
    },
  ];
}

/** What the API server serves itself, it need not trust; of a Service, it trusts one certificate or any. */
function trustsOneWay({ service, caBundle, insecureSkipTLSVerify }: Fields): Wrong[] {
  const needless = { allowed: 'none, without service', next: 'remove it, or add service' };
  if (!isSet(service))
    return [
      ...(isEmpty(caBundle) ? [] : [{ at: ['caBundle'], message: 'is for a Service', ...needless }]),
      ...(insecureSkipTLSVerify === true
        ? [{ at: ['insecureSkipTLSVerify'], message: 'is for a Service', ...needless }]
        : []),
    ];
  if (insecureSkipTLSVerify !== true || isEmpty(caBundle)) return [];
  return [
    {
      at: ['insecureSkipTLSVerify'],
      message: 'cannot be true beside caBundle',
      allowed: 'false, with caBundle',
      next: 'remove one of the two',
    },
  ];
}

export const apiServiceRules: Readonly<Record<string, readonly StructRule[]>> = {
  'apiregistration.v1.APIService': [isNamedByVersion],
  'apiregistration.v1.APIServiceSpec': [trustsOneWay],
};
