import { fieldsOf, selectMaps, selectTexts } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { qualifiedName } from '../names.ts';
import { repeated } from '../repeated.ts';
import { once } from './once.ts';
import { type Fields, isEmpty, isSet, type StructRule, type Wrong } from './struct.ts';
import { staysInside } from './volumes.ts';

/** Volumes of storage systems, and classes of them (`pkg/apis/core/validation`, `pkg/apis/storage/validation`). */

/** A Secret of a PersistentVolume, which is in no namespace itself (`validatePVSecretReference`). */
function secretsHavePlace(...fields: readonly string[]): StructRule {
  return (source) =>
    fields.flatMap((field) =>
      ['name', 'namespace']
        .filter((part) => isSet(source[field]) && isEmpty(fieldsOf(source, field)[part]))
        .map((part) => ({
          at: [field, part],
          message: 'is missing',
          allowed: `the ${part} of the Secret`,
        })),
    );
}

/** `validateFCVolumeSource` */
function namesPorts({ targetWWNs, wwids, lun }: Fields): Wrong[] {
  const allowed = 'one of targetWWNs with lun, wwids';
  if (isEmpty(targetWWNs) && isEmpty(wwids))
    return [{ at: ['targetWWNs'], message: 'is missing, and so is wwids', allowed }];
  if (isEmpty(targetWWNs)) return [];
  if (!isEmpty(wwids))
    return [
      { at: ['wwids'], message: 'cannot be set beside targetWWNs', allowed, next: 'remove one of the two' },
    ];
  if (typeof lun === 'number' && lun >= 0 && lun <= 255) return [];
  return [{ at: ['lun'], message: 'is no number of a unit, with targetWWNs', allowed: '0 to 255' }];
}

/** `validateISCSIVolumeSource` */
function signsInWithSecret({ chapAuthDiscovery, chapAuthSession, secretRef }: Fields): Wrong[] {
  if ((chapAuthDiscovery !== true && chapAuthSession !== true) || isSet(secretRef)) return [];
  return [{ at: ['secretRef'], message: 'is missing, with CHAP', allowed: 'the Secret to sign in with' }];
}

/** `validateAzureDisk`; the default kind is Shared. */
function addressFitsKind({ kind, diskURI }: Fields): Wrong[] {
  if (isEmpty(diskURI)) return [];
  const beginning = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (String(diskURI).startsWith(beginning)) return [];
  return [
    {
      at: ['diskURI'],
      message: `does not begin with ${beginning}`,
      allowed: 'https://… for blobs; /subscriptions/…, with kind Managed',
    },
  ];
}

/** Of a PersistentVolume. */
export function attributesAreOfDriver({ volumeAttributesClassName, csi }: Fields): Wrong[] {
  if (!isSet(volumeAttributesClassName) || isSet(csi)) return [];
  return [
    { at: ['volumeAttributesClassName'], message: 'needs csi beside it', allowed: 'none, or beside csi' },
  ];
}

/** `validateProvisioner`; capital letters are taken. */
function provisionerIsNamed({ provisioner }: Fields): Wrong[] {
  if (isEmpty(provisioner) || qualifiedName.test(String(provisioner).toLowerCase())) return [];
  return [
    {
      at: ['provisioner'],
      message: `${quote(provisioner)} is no name of a provisioner`,
      allowed: `a name such as ebs.csi.aws.com: ${qualifiedName.allowed}`,
    },
  ];
}

const mostParameters = 512;
const mostParameterBytes = 256 * 1024;

/** `validateParameters` */
function parametersAreFew({ parameters }: Fields): Wrong[] {
  const entries = Object.entries(fieldsOf(parameters));
  const bytes = entries.reduce((sum, each) => sum + Buffer.byteLength(each.join('')), 0);
  const allowed = `at most ${mostParameters}, and ${mostParameterBytes} bytes`;
  if (entries.length > mostParameters || bytes > mostParameterBytes)
    return [{ at: ['parameters'], message: `are ${entries.length}, of ${bytes} bytes in all`, allowed }];
  if (!entries.some(([key]) => key === '')) return [];
  return [{ at: ['parameters'], message: 'has one without a name', allowed: 'names that are not empty' }];
}

/** `validateAllowedTopologies` */
function topologiesOnce(storageClass: Fields): Wrong[] {
  const terms = selectMaps(storageClass, 'allowedTopologies[]');
  return repeated(terms, ({ value }) => JSON.stringify(value)).map(({ path }) => ({
    at: path,
    message: 'is an earlier topology too',
    allowed: 'each once',
    next: 'remove one of the two',
  }));
}

function valuesOnce(requirement: Fields): Wrong[] {
  return repeated(selectTexts(requirement, 'values[]'), ({ value }) => value).map(({ value, path }) => ({
    at: path,
    message: `${quote(value)} is an earlier value too`,
    allowed: 'each once',
    next: 'remove it',
  }));
}

const iscsi = [signsInWithSecret];

export const diskRules: Readonly<Record<string, readonly StructRule[]>> = {
  'core.v1.AzureDiskVolumeSource': [addressFitsKind],
  'core.v1.CSIPersistentVolumeSource': [
    secretsHavePlace(
      'controllerExpandSecretRef',
      'controllerPublishSecretRef',
      'nodeExpandSecretRef',
      'nodePublishSecretRef',
    ),
  ],
  'core.v1.FCVolumeSource': [namesPorts],
  'core.v1.GitRepoVolumeSource': [staysInside('descending', 'directory')],
  'core.v1.ISCSIPersistentVolumeSource': iscsi,
  'core.v1.ISCSIVolumeSource': iscsi,
  'core.v1.TopologySelectorLabelRequirement': [valuesOnce],
  'core.v1.TopologySelectorTerm': [once('matchLabelExpressions[]', 'key')],
  'storage.v1.StorageClass': [parametersAreFew, provisionerIsNamed, topologiesOnce],
};
