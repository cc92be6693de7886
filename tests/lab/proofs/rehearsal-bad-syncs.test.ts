import { proveFound, syncChanges } from './rehearsal-bad.ts';

proveFound('rehearsal-bad-syncs', syncChanges);
