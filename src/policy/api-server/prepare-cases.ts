import type { ApiFacts } from '../../kubernetes/facts.ts';
import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import type { Finding } from '../../report/finding.ts';
import type { Suite } from '../cases/case.ts';
import { installPolicies } from './install.ts';
import { PolicyServer, type Send } from './server.ts';

/** Installs policies with what is around their cases. What the server refuses is a finding. */
export async function prepareCases(
  send: Send,
  facts: ApiFacts,
  suites: readonly Suite[],
  surroundings: readonly KubernetesObject[],
): Promise<Finding[]> {
  const server = new PolicyServer(send, facts);
  const isNamespace = ({ kind }: KubernetesObject): boolean => kind === 'Namespace';
  await Promise.all(surroundings.filter(isNamespace).map(async (object) => server.put(object)));
  await Promise.all(
    surroundings.filter((object) => !isNamespace(object)).map(async (object) => server.put(object)),
  );
  const manifests = suites.flatMap((suite) => suite.manifests);
  const isPolicy = ({ object }: (typeof manifests)[number]): boolean =>
    object.kind.startsWith('ValidatingAdmissionPolicy') && isRecord(object['spec']);
  return installPolicies(
    server,
    manifests.filter((manifest) => !isPolicy(manifest)),
    manifests.filter(isPolicy),
  );
}
