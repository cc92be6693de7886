import { describe, expect, test } from 'vitest';
import { describeError, locationInSource } from '../../src/report/stack.ts';

describe('what was thrown', () => {
  test('is told on one line, also when it is no Error', () => {
    expect(describeError(new RangeError('too\n  many'))).toBe('RangeError: too many');
    expect(describeError('nothing')).toBe('a value that is no Error: nothing');
    expect(describeError(undefined)).toBe('a value that is no Error: undefined');
  });

  test('is located at the first frame in the app, not in the library that it called', () => {
    const error = new Error('x');
    error.stack = `Error: x
    at Construct.addChild (file:///repo/node_modules/constructs/lib/construct.js:33:11)
    at Object.render (file:///repo/apps/shop/cart/app.ts:10:5)
    at renderApp (file:///repo/src/synth/render.ts:40:3)`;
    expect(locationInSource(error, 'apps/shop/cart/app.ts')).toEqual({
      file: 'apps/shop/cart/app.ts',
      line: 10,
      column: 5,
    });
    expect(locationInSource(error, 'apps/shop/list/app.ts')).toBeUndefined();
    expect(locationInSource('text', 'apps/shop/cart/app.ts')).toBeUndefined();
  });
});
