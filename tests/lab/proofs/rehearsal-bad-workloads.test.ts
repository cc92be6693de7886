import { proveFound, workloadChanges } from './rehearsal-bad.ts';

proveFound('rehearsal-bad-workloads', workloadChanges);
