// What `daomesh start` reads before it answers, read as it does and nothing done with it: the runtime with the program of a headless node.
import module from 'node:module'

module.enableCompileCache()
const peer = new URL('../../apps/peer/', import.meta.url)
const parts = ['bin/resolveByFolder.js', 'src/cli/main.ts', 'src/compose/startHeadless.ts', 'src/compose/openMemberNode.ts']
for (const part of parts) await import(new URL(part, peer).href)
await import('@daomesh/node/serve')
process.stdout.write('ready\n')
process.exit(0)
