// CloudFront function: runs at every edge location before the cache is asked, so that requests which can share an
// answer ask for the same one. Written for the runtime cloudfront-js-2.0.
var WIDTHS = [160, 320, 640, 1280, 2560];

function handler(event) {
  var request = event.request;
  var accept = request.headers.accept ? request.headers.accept.value : '';
  var format = accept.includes('image/avif') ? 'avif' : accept.includes('image/webp') ? 'webp' : 'jpeg';
  var query = { format: { value: format } };
  if (request.querystring.width) {
    var asked = parseInt(request.querystring.width.value, 10);
    var width = WIDTHS.find((each) => each >= asked) || WIDTHS[WIDTHS.length - 1];
    query.width = { value: String(width) };
  }
  request.querystring = query;
  return request;
}
