/**
 * Before the tests that run real programs: removes what runs that were killed have left, and builds what is missing. The
 * first time takes half an hour.
 */
import { preparePrograms } from '../../../src/lab/controllers/controllers.ts';
import { controllerNames } from '../../../src/lab/controllers/names.ts';
import { labPrograms } from '../../support/lab.ts';
import { removeAbandonedLabs } from '../../support/lab-home.ts';

export async function setup(): Promise<void> {
  await removeAbandonedLabs();
  const programs = labPrograms((subject, text) => process.stderr.write(`${subject}: ${text}\n`));
  await preparePrograms(programs, controllerNames);
}
