import { isBuiltin, type KindFacts } from '../kubernetes/facts.ts';
import { isRecord } from '../manifest/object.ts';
import { quote } from './describe.ts';
import { dnsLabel, labelValue, nameSyntaxOf, needsName, qualifiedName, type Syntax } from './names.ts';
import { type Complaint, missing, type Problems } from './problems.ts';

const mostAnnotationBytes = 256 * 1024;

/** Labels, annotations and finalizers, whose syntax no schema tells. Of objects, and of the pods that they template. */
export function checkMetadata(metadata: Readonly<Record<string, unknown>>, problems: Problems): void {
  for (const [key, value] of entriesOf(metadata['labels'])) {
    const complaint =
      misfit(key, 'label key', qualifiedName) ??
      (typeof value === 'string' ? misfit(value, 'label value', labelValue) : undefined);
    if (complaint !== undefined) addBelow('labels', key, complaint, problems);
  }
  let annotationBytes = 0;
  for (const [key, value] of entriesOf(metadata['annotations'])) {
    annotationBytes += Buffer.byteLength(key) + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
    const complaint = misfit(key.toLowerCase(), 'annotation key', qualifiedName);
    if (complaint !== undefined) addBelow('annotations', key, complaint, problems);
  }
  if (annotationBytes > mostAnnotationBytes) {
    problems.addAt(
      'annotations',
      invalid(undefined, `are ${annotationBytes} bytes in all`, `${mostAnnotationBytes} bytes`),
    );
  }
  const finalizers = Array.isArray(metadata['finalizers']) ? metadata['finalizers'] : [];
  for (const [index, finalizer] of finalizers.entries()) {
    const complaint =
      typeof finalizer === 'string' ? misfit(finalizer, 'finalizer', qualifiedName) : undefined;
    if (complaint !== undefined) addBelow('finalizers', index, complaint, problems);
  }
}

const standardFinalizers = ['foregroundDeletion', 'kubernetes', 'orphan'];

/** Groups whose objects the API server holds to no more than custom ones. */
const generic = ['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io'];

/** `validateKubeFinalizerName` of `pkg/apis/core/validation` */
function hasQualifiedFinalizers(kind: KindFacts): boolean {
  return isBuiltin(kind) && !generic.includes(kind.group);
}

/** Name, namespace, finalizers and managers of an object itself. The problems' place is its metadata. */
export function checkIdentity(
  metadata: Readonly<Record<string, unknown>>,
  kind: KindFacts,
  problems: Problems,
): void {
  const { name, generateName, namespace } = metadata;
  const syntax = nameSyntaxOf(kind);
  if (typeof name === 'string' && name !== '') {
    if (!syntax.test(name)) {
      problems.addAt('name', {
        rule: 'invalid-name',
        message: `${quote(name)} is no name for a ${kind.kind}`,
        value: name,
        allowed: syntax.allowed,
      });
    }
  } else if ((name ?? '') === '' && (generateName ?? '') === '' && needsName(kind)) {
    problems.addAt('name', missing(syntax.allowed));
  }
  if ((metadata['managedFields'] ?? null) !== null) {
    problems.addAt('managedFields', {
      ...invalid(undefined, 'is kept by the API server, and server-side apply refuses it', 'none'),
      next: 'remove it',
    });
  }
  const finalizers = Array.isArray(metadata['finalizers']) ? metadata['finalizers'] : [];
  for (const [index, finalizer] of finalizers.entries()) {
    if (!hasQualifiedFinalizers(kind) || typeof finalizer !== 'string') continue;
    // What is no name at all is told already.
    if (finalizer.includes('/') || standardFinalizers.includes(finalizer) || !qualifiedName.test(finalizer))
      continue;
    const allowed = `a domain, a slash and a name, or one of ${standardFinalizers.join(', ')}`;
    addBelow('finalizers', index, invalid(finalizer, `${quote(finalizer)} has no domain`, allowed), problems);
  }
  if (kind.namespaced && typeof namespace === 'string' && namespace !== '' && !dnsLabel.test(namespace)) {
    problems.addAt('namespace', {
      rule: 'invalid-name',
      message: `${quote(namespace)} is no namespace`,
      value: namespace,
      allowed: dnsLabel.allowed,
    });
  }
}

function misfit(text: string, what: string, syntax: Syntax): Complaint | undefined {
  return syntax.test(text) ? undefined : invalid(text, `${quote(text)} is no ${what}`, syntax.allowed);
}

function invalid(value: unknown, message: string, allowed: string): Complaint {
  return { rule: 'invalid-metadata', message, value, allowed };
}

function addBelow(field: string, key: string | number, complaint: Complaint, problems: Problems): void {
  problems.enter(field);
  problems.addAt(key, complaint);
  problems.leave();
}

function entriesOf(map: unknown): [string, unknown][] {
  return isRecord(map) ? Object.entries(map) : [];
}
