import type { AppDeclaration } from '../model/app.ts';

export interface PriorityClassEntry {
  readonly name: string;
  readonly value: number;
  readonly description: string;
}

/**
 * Who gives way to whom when a cluster is full, highest first. The platform renders these; all values stay below
 * 1,000,000,000, where Kubernetes' own system classes begin.
 */
export const PRIORITY_CLASSES: readonly PriorityClassEntry[] = [
  { name: 'incident', value: 900_000, description: 'Handles incidents: runs while everything else fails' },
  { name: 'tier-0', value: 800_000, description: 'Everything else depends on it' },
  { name: 'tier-1', value: 600_000, description: 'Users notice within seconds when it is gone' },
  { name: 'tier-2', value: 400_000, description: 'Users notice within minutes when it is gone' },
  { name: 'tier-3', value: 200_000, description: 'May wait for hours' },
];

export function priorityClassOf(tier: AppDeclaration['tier']): string {
  return `tier-${tier}`;
}
