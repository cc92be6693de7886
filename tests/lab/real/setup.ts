/**
 * Before the tests that run real programs: builds those of the control plane that are missing, and with
 * `PLUMB_LAB_BUILD=all` those of all controllers. The first time takes minutes.
 */
import { programsFor } from '../../../src/lab/controllers/controllers.ts';
import { controllerNames } from '../../../src/lab/controllers/names.ts';
import { labPrograms } from '../../support/lab.ts';

export async function setup(): Promise<void> {
  const programs = labPrograms((subject, text) => process.stderr.write(`${subject}: ${text}\n`));
  const controllers = process.env['PLUMB_LAB_BUILD'] === 'all' ? controllerNames : [];
  await Promise.all(programsFor(controllers).map(async (name) => programs.program(name)));
}
