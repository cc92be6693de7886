import { app } from '../../schemas/validators.js';
import type { CompiledSchema } from './schema-findings.ts';

/** The data of an app's definition, with the settings of one layer or of all merged. */
export const appSchema: CompiledSchema = { file: 'app.schema.json', validate: app };
