import { type Row, rows } from './rows.ts';

const api = (fields: object) => ({
  group: 'a.example.com',
  version: 'v1',
  groupPriorityMinimum: 100,
  versionPriority: 100,
  ...fields,
});
const service = { name: 'a', namespace: 'default' };
const caBundle = 'eA==';

/** Changes to parts of the API that others serve: as in `validated.cases.ts`. */
export const apiServices: readonly Row[] = [
  ...rows('APIService', 'metadata.name', { refused: ['v2.a.example.com', 'v1.b.example.com', 'a'] }),
  ...rows('APIService', 'spec', {
    accepted: [
      api({}),
      api({ service: null, caBundle: null }),
      api({ service, caBundle }),
      api({ service, insecureSkipTLSVerify: true, caBundle: '' }),
    ],
    refused: [
      api({ caBundle }),
      api({ insecureSkipTLSVerify: true }),
      api({ service, caBundle, insecureSkipTLSVerify: true }),
    ],
  }),
];
