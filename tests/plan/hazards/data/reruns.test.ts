import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const job = (spec: string, annotations = ''): string =>
  object(
    'batch/v1',
    'Job',
    `spec: {${spec} template: {spec: {containers: []}}}`,
    `annotations: {${annotations}}`,
  );
const [brief, hook] = ['ttlSecondsAfterFinished: 60,', 'argocd.argoproj.io/hook: Sync'];
const again =
  'warning recreation: is deleted 60 s after it has ended (ttlSecondsAfterFinished): with selfHeal, it is made and runs again and again';

test.each<[string, string, string, string[]]>([
  ['that goes by itself', '', job(brief), [again]],
  ['that newly goes by itself', job(''), job(brief), [again]],
  ['that goes at another time', job(brief), job('ttlSecondsAfterFinished: 600,'), []],
  ['that is a hook', '', job(brief, hook), []],
  ['that stays', '', job(''), []],
])('a Job %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
