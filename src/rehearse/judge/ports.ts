import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { unservedPorts } from '../observe/ports.ts';
import { nameOf } from '../timeline.ts';
import { isOfMove } from './blame.ts';

export function portFindings(move: Move): Finding[] {
  const found = unservedPorts(move.timeline, move.seconds).filter(isOfMove(move));
  return found.map(({ service, port, targetPort, seconds, lasts }) => {
    const isNamed = typeof targetPort === 'string';
    return {
      severity: 'error',
      rule: 'port-without-pods',
      message: `no Ready pod was behind its port ${port} for ${seconds.toFixed(0)} s${lasts ? ', nor is one in the end' : ''}: none ${isNamed ? 'has' : 'declares'} a port ${targetPort}`,
      subject: `${service.cluster} ${nameOf(service.object)}`,
      next: isNamed
        ? 'name the port alike in the pods, and rename it only while both names are served'
        : 'lead to a port that the pods listen on, or declare it in their containers',
    };
  });
}
