import { podsOf } from '../../../kubernetes/pods.ts';
import { textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { containerPairs } from '../container-pairs.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';

/** Images of containers that were there that may become others without a word in git, or that come from elsewhere. */
export function imageChanges({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  return containerPairs(podsOf(type, before), podsOf(type, after)).flatMap((pair): Hazard[] => {
    const { value, path } = pair.is;
    const [was, is] = [pair.was, value].map((container) => textOf(container, 'image'));
    if (was === undefined || is === undefined) return [];
    const found = [
      ['unpinned-image', unpinned(was, is)],
      ['other-registry', otherRegistry(was, is)],
    ] as const;
    return found.flatMap(([rule, change]): Hazard[] => {
      const message = `its container ${shown(value['name'])} ${change}`;
      return change === undefined ? [] : [{ severity: 'warning', rule, message, path: [...path, 'image'] }];
    });
  });
}

/** What a tag stands for may change. */
function unpinned(was: string, is: string): string | undefined {
  if (is.includes('@')) return undefined;
  if (was.includes('@')) return `is no longer pinned by digest: what ${is} stands for may change`;
  return isNewest(is) && !isNewest(was)
    ? `takes whatever ${is} stands for from now on, no longer ${was}`
    : undefined;
}

/** Without a tag, `latest` is meant (Kubernetes' documentation, "Images"). */
function isNewest(image: string): boolean {
  return /^(?:[^@]*:latest|(?:.*\/)?[^/:@]+)$/.test(image);
}

/** By the same digest, it is the same image, wherever it comes from. Each region may have a registry of its own. */
function otherRegistry(was: string, is: string): string | undefined {
  const [old, now] = [was, is].map(registryOf);
  const [, digest] = was.split('@');
  if ((digest !== undefined && is.endsWith(`@${digest}`)) || !other(old, now)) return undefined;
  return `comes from ${now} from now on, no longer from ${old}`;
}

/** github.com/distribution/reference, `splitDockerDomain`: what looks like the name of a host is one. */
function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost && first !== 'index.docker.io' ? first : 'docker.io';
}
