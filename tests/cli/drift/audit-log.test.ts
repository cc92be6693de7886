import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { checkAuditLog } from '../../../src/cli/drift/audit-log.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const event = JSON.stringify({ kind: 'Event', stageTimestamp: '2026-01-02T03:04:05Z' });
const folder = temporaryFolder(
  {
    'audit.log': `${event}\n`,
    'begun.log': '',
    'list.json': JSON.stringify({ kind: 'EventList', items: [JSON.parse(event)] }),
  },
  afterAll,
);
writeFileSync(join(folder, 'audit.log.gz'), gzipSync(`${event}\n`));

test.each(['audit.log', 'begun.log'])('%s is an audit log', async (file) => {
  await expect(checkAuditLog(join(folder, file))).resolves.toBeUndefined();
});

test.each([
  ['', 'it is a folder'],
  ['audit.log.gz', 'no line of it is an audit event'],
  ['list.json', 'no line of it is an audit event'],
  ['none.log', 'does not exist'],
])('"%s" is none: %s', async (file, reason) => {
  await expect(checkAuditLog(join(folder, file))).rejects.toThrow(reason);
});
