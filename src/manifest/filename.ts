import { InputError } from '../report/errors.ts';
import { formatIdentity, type ObjectIdentity } from './object.ts';

/** What file systems allow for one name (ext4, APFS, NTFS). */
const fileNameBytesLimit = 255;

/**
 * `Kind.namespace.name.yaml`, or `Kind.name.yaml` for cluster-scoped objects. Characters outside `[A-Za-z0-9._-]`
 * (RBAC names hold `:`) are percent-encoded. Throws `InputError` when the name is longer than file systems allow.
 */
export function manifestFileName(identity: ObjectIdentity): string {
  const parts = [identity.kind, identity.namespace, identity.name].filter((part) => part !== '');
  const fileName = `${parts.map(encodePart).join('.')}.yaml`;
  if (fileName.length <= fileNameBytesLimit) return fileName;
  throw new InputError([
    {
      severity: 'unjudged',
      rule: 'file-name-too-long',
      message: `the file name of this object would have ${fileName.length} bytes`,
      subject: formatIdentity(identity),
      allowed: `at most ${fileNameBytesLimit} bytes for Kind.namespace.name.yaml`,
      next: 'shorten metadata.name or metadata.namespace',
    },
  ]);
}

function encodePart(part: string): string {
  if (!/[^A-Za-z0-9._-]/.test(part)) return part;
  return Array.from(Buffer.from(part, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9._-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
