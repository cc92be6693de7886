import type { Pods } from '../../kubernetes/pods.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import { type Fields, fieldsOf } from '../../manifest/select.ts';
import { containerResource, isShared } from '../../schema/resource-names.ts';
import type { Problem } from '../../schema/verdict.ts';

/** Requests and limits of containers (`pkg/apis/core/validation`, `ValidateContainerResourceRequirements`). */
export function resourcesAreSound({ containers }: Pods): Problem[] {
  return containers.flatMap(({ value, path }) => {
    const resources = fieldsOf(value, 'resources');
    const at = [...path, 'resources'];
    return [...unknownNames(resources, at), ...requestsWithinLimits(resources, at)];
  });
}

function unknownNames(resources: Fields, at: Path): Problem[] {
  return ['requests', 'limits'].flatMap((field) =>
    Object.keys(fieldsOf(resources, field))
      .filter((name) => !containerResource.test(name))
      .map((name) => ({
        severity: 'error',
        rule: 'unknown-resource',
        path: [...at, field, name],
        message: `${JSON.stringify(name)} is no resource of containers`,
        allowed: containerResource.allowed,
      })),
  );
}

/** What is more than its limit, or less where it cannot be shared. */
export function requestsWithinLimits({ requests, limits }: Fields, at: Path): Problem[] {
  if (!isRecord(requests)) return [];
  return Object.entries(requests).flatMap(([name, request]): Problem[] => {
    const path = [...at, 'requests', name];
    const written = isRecord(limits) && Object.hasOwn(limits, name) ? limits[name] : undefined;
    const limit = typeof written === 'number' || typeof written === 'string' ? written : undefined;
    const order = compareAmounts(request, limit);
    if (order !== undefined && order > 0) {
      const message = `${String(request)} is more than the limit of ${String(limit)}`;
      return [
        {
          severity: 'error',
          rule: 'request-above-limit',
          path,
          message,
          allowed: `at most ${String(limit)}`,
        },
      ];
    }
    if (isShared(name) || order === 0 || (limit !== undefined && order === undefined)) return [];
    const message =
      limit === undefined
        ? `has no limit, but ${name} cannot be shared`
        : `differs from the limit of ${String(limit)}, but ${name} cannot be shared`;
    return [
      {
        severity: 'error',
        rule: 'request-below-limit',
        path,
        message,
        next: 'set the limit to the same amount',
      },
    ];
  });
}

/** `undefined` where one of them is no quantity, which is the schema's affair. */
export function compareAmounts(a: unknown, b: unknown): number | undefined {
  const [left, right] = [a, b].map(quantityOf);
  return left === undefined || right === undefined ? undefined : compareQuantities(left, right);
}
