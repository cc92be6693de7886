/**
 * For files of tests that start `plumb` many times, and reach by that no code that others do not: what they start counts
 * no coverage, and comes from the compile cache. That takes half the time.
 */
delete process.env['NODE_V8_COVERAGE'];
delete process.env['NODE_DISABLE_COMPILE_CACHE'];
