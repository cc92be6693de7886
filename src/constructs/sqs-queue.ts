import type { AppContext } from './app.ts';

export interface SqsQueue {
  readonly url: string;
  readonly region: string;
}

/**
 * A queue of the app's own account and region.
 *
 * @param name default: the app's name
 */
export function sqsQueue(context: AppContext, name: string = context.app): SqsQueue {
  const region = context.region.name;
  return { url: `https://sqs.${region}.amazonaws.com/${context.environment.account}/${name}`, region };
}
