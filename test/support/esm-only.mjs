// Loaded before mocha. Where Node can require() an ES module, mocha prefers that, and tsx then turns every test file into
// CommonJS: import.meta.resolve is gone, top-level await fails, and a module reached both ways exists twice.
// Saying that the feature is absent makes mocha import() the test files, as the program itself does.

Object.defineProperty(process.features, 'require_module', { value: false })
