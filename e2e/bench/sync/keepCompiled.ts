import module from 'node:module'

/** Read before the program of whoever is measured: compiled code is kept between runs, as the app's own start keeps it (`apps/peer/bin/daomesh.js`). */
module.enableCompileCache(process.env['BENCH_COMPILED'])
// What was compiled lazily is written at the end of a process, not of one that is killed.
process.once('disconnect', () => {
  module.flushCompileCache()
  process.exit(0)
})
