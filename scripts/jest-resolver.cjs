// Our sources import './x.js' (what Node needs after the build); under Jest the file is './x.ts'.
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('node_modules')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // Not one of ours: fall through to the file as named.
    }
  }
  return options.defaultResolver(request, options);
};
