import { type InputError, unusable } from '../../../report/errors.ts';

const signIn =
  'sign in to AWS, or give the pod an identity: its account needs a Pod Identity association with a role';

/** What to do, by what AWS calls it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const nextSteps: Readonly<Record<string, string>> = {
  NoSuchBucket: 'create the bucket, or name another one',
  AccessDenied:
    'let the role s3:GetObject and s3:PutObject of what it reads and writes, and s3:ListBucket of the bucket',
  CredentialsProviderError: signIn,
  InvalidAccessKeyId: signIn,
  SignatureDoesNotMatch: signIn,
  ExpiredToken: signIn,
  PermanentRedirect: "set AWS_REGION to the bucket's region",
  AuthorizationHeaderMalformed: "set AWS_REGION to the bucket's region",
};

interface StoreFailure {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** @param what e.g. `s3://reports/fleet.html cannot be written` */
export function storeError(what: string, cause: unknown): InputError {
  const { name = 'Error', message = '' } = cause as StoreFailure;
  const said = [name === 'Error' ? '' : name, message].filter(Boolean).join(': ');
  return unusable('object-store', `${what}: ${said}`, nextStep(cause as StoreFailure), cause);
}

function nextStep({ name = '', message, $metadata }: StoreFailure): string {
  const known = nextSteps[name];
  if (known !== undefined) return known;
  if (message === 'Region is missing') return "set AWS_REGION to the bucket's region";
  return $metadata?.httpStatusCode === undefined
    ? 'see that the store can be reached from here; AWS_ENDPOINT_URL_S3 names another one than that of AWS'
    : 'try again; if it stays so, ask who runs the store';
}

/** Whether it may work when it is tried again: lost connections, a store that is busy or unwell. */
export function mayPass(cause: unknown): boolean {
  const { name, message, $metadata } = cause as StoreFailure;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status === 429 || status >= 500;
  return name !== 'CredentialsProviderError' && message !== 'Region is missing';
}
