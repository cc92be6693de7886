import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

type Values = Record<string, { value: string }>;

/** Runs the function as CloudFront does: alone, with the event as its argument. */
function ask(querystring: Values, accept?: string): Values {
  const source = readFileSync(new URL('../../apps/platform/traffic/edge-image.js', import.meta.url), 'utf8');
  const request = {
    uri: '/a.jpg',
    headers: accept === undefined ? {} : { accept: { value: accept } },
    querystring,
  };
  return runInNewContext(`${source}; handler(event)`, { event: { request } }).querystring;
}

test('asks for the best format that the browser takes', () => {
  expect(ask({}, 'image/avif,image/webp,*/*').format?.value).toBe('avif');
  expect(ask({}, 'image/webp,*/*').format?.value).toBe('webp');
  expect(ask({}).format?.value).toBe('jpeg');
});

test.each([
  ['100', '160'],
  ['640', '640'],
  ['641', '1280'],
  ['99999', '2560'],
  ['wide', '2560'],
])('a width of %s shares the answer of %s', (asked, width) => {
  expect(ask({ width: { value: asked } }).width?.value).toBe(width);
});

test('nothing else reaches the cache key', () => {
  expect(Object.keys(ask({ utm_source: { value: 'mail' }, width: { value: '100' } })).sort()).toEqual([
    'format',
    'width',
  ]);
});
