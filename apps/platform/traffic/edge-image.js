// CloudFront function: runs at every edge location before the cache is asked, so that requests which can share an
// answer ask for the same one. Runtime cloudfront-js-2.0, which has neither modules nor exports.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html

const WIDTHS = [160, 320, 640, 1280, 2560];
const WIDEST = 2560;

/**
 * @typedef {Record<string, { value: string }>} Values
 * @param {{ request: { headers: Values, querystring: Values } }} event
 */
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  const accept = request.headers.accept ? request.headers.accept.value : '';
  const format = accept.includes('image/avif') ? 'avif' : accept.includes('image/webp') ? 'webp' : 'jpeg';
  /** @type {Values} */
  const query = { format: { value: format } };
  if (request.querystring.width) {
    const asked = parseInt(request.querystring.width.value, 10);
    query.width = { value: String(WIDTHS.find((width) => width >= asked) || WIDEST) };
  }
  request.querystring = query;
  return request;
}
