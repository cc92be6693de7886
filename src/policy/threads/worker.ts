/** One thread beside the first: see threads.ts. */
import { parentPort } from 'node:worker_threads';
import type { KubernetesObject } from '../../manifest/object.ts';
import { readPlain } from './files.ts';
import { judgeTask } from './judge.ts';
import type { PlainFile, Question, TaskAnswers } from './message.ts';

/** All that was read here, in its order. */
const objects: KubernetesObject[] = [];

async function answer(question: Question): Promise<PlainFile[] | TaskAnswers> {
  if ('judge' in question) return judgeTask(question.judge, objects);
  const files: PlainFile[] = [];
  for (const file of question.read) {
    const plain = await readPlain(file);
    for (const object of plain.objects) objects.push(object);
    files.push(plain);
  }
  return files;
}

let answered = Promise.resolve();

parentPort?.on('message', (question: Question) => {
  // What is thrown ends the thread, and is told by its `error`.
  answered = answered.then(async () => parentPort?.postMessage(await answer(question), []));
});
