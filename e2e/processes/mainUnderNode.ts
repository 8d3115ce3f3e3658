import module from 'node:module'

// Runs the desktop's main process in plain Node, on the stand-in for Electron beside this file. Arguments: those of the app.

const standIn = new URL('standInElectron.ts', import.meta.url).href
module.registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
})
await import(new URL('../../apps/desktop/src/main/index.ts', import.meta.url).href)
