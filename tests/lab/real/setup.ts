/** Before the tests that run real programs: builds those that are missing. The first time takes minutes. */
import { labPrograms } from '../../support/lab.ts';

const needed = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'];

export async function setup(): Promise<void> {
  const programs = labPrograms((subject, text) => process.stderr.write(`${subject}: ${text}\n`));
  await Promise.all(needed.map(async (name) => programs.program(name)));
}
