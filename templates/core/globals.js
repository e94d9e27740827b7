// Names that the scripts use often: templates/bundle has esbuild take them from here, under shorter ones.

export const {
  Array, Boolean, Int32Array, Number, Object, String, clearTimeout, document, location, performance,
  setTimeout, window,
} = globalThis;
