import type { Finding } from '../report/finding.ts';

/** The form of a name that ends up in objects' names (RFC 1123 label); the same as DnsLabel in src/model/scalars.ts. */
const dnsLabel = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

export function checkFolderName(folder: string, name: string): Finding[] {
  if (dnsLabel.test(name)) return [];
  const finding: Finding = {
    severity: 'unjudged',
    rule: 'malformed-name',
    message: `the folder's name "${name}" cannot be part of an object's name`,
    location: { file: folder },
    allowed:
      'at most 63 lower-case letters, digits and dashes, starting with a letter and not ending with a dash',
    next: 'rename the folder',
  };
  return [finding];
}

export function missingFile(file: string, schema: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'missing-file',
    message: 'the file does not exist',
    location: { file },
    next: `add it; schemas/${schema} says what it holds`,
  };
}

export function strayFile(file: string, allowed: string): Finding {
  const extension = /\.(yml|json)$/.exec(file)?.[0];
  return {
    severity: 'unjudged',
    rule: 'stray-file',
    message: 'nothing reads this file',
    location: { file },
    allowed,
    next: extension ? `rename it to ${file.slice(0, -extension.length)}.yaml` : 'move it elsewhere',
  };
}
