/** Longer texts seldom recur, and take more room. */
const rememberedLength = 300;

/**
 * The same function of a text, which works each answer out once: a fleet repeats the same few thousand strings.
 *
 * @param most answers that are kept; with one more, all are forgotten
 */
export function remembering<Answer>(work: (text: string) => Answer, most: number): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const answer = work(text);
    if (text.length > rememberedLength) return answer;
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}

/** The same function of an object, which works each answer out once, as long as the object is there and the answer is not `undefined`. */
export function rememberingEach<Key extends object, Answer>(
  work: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new WeakMap<Key, Answer & {}>();
  return (key) => {
    const answer = known.get(key) ?? work(key);
    if (answer !== undefined && answer !== null) known.set(key, answer);
    return answer;
  };
}
