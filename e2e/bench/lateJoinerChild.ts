import { serveBacklog } from './dao/serveBacklog.ts'

/** The peer that has everything: its own process, so that both sides have a core. Arguments: how many entries, and a file. */
const [, , count = '', path = ''] = process.argv
const address = await serveBacklog(path, Number(count))
process.on('disconnect', () => process.exit(0))
process.send?.({ address })
