/** Before the tests that run real programs: builds those that are missing. The first time takes half an hour. */
import { programsFor } from '../../../src/lab/controllers/controllers.ts';
import { controllerNames } from '../../../src/lab/controllers/names.ts';
import { labPrograms } from '../../support/lab.ts';

export async function setup(): Promise<void> {
  const programs = labPrograms((subject, text) => process.stderr.write(`${subject}: ${text}\n`));
  await Promise.all(programsFor(controllerNames).map(async (name) => programs.program(name)));
}
