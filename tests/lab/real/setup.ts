/** Before the tests that run real programs: builds what is missing. The first time takes half an hour. */
import { preparePrograms } from '../../../src/lab/controllers/controllers.ts';
import { controllerNames } from '../../../src/lab/controllers/names.ts';
import { labPrograms } from '../../support/lab.ts';

export async function setup(): Promise<void> {
  const programs = labPrograms((subject, text) => process.stderr.write(`${subject}: ${text}\n`));
  await preparePrograms(programs, controllerNames);
}
