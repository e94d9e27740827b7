// Names that the scripts use often: templates/bundle has esbuild take them from here, under shorter ones.

export const { Array, Boolean, Number, Object, String, document, location, setTimeout } = globalThis;
