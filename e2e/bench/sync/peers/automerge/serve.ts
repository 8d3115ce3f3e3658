import { once } from 'node:events'
import { Repo } from '@automerge/automerge-repo'
import { WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import { WebSocketServer } from 'ws'
import { backlogSize, sentence, sentenceBytes } from '../../backlog.ts'
import type { Serving } from '../../messages.ts'
import { durableStorage } from './durableStorage.ts'

/** A list of sentences, one change each. Argument: a folder. */
const [, , home = ''] = process.argv
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
await once(server, 'listening')
// The adapter's types know an older shape of the same class.
const repo = new Repo({
  network: [new WebSocketServerAdapter(server as unknown as ConstructorParameters<typeof WebSocketServerAdapter>[0])],
  storage: durableStorage(home),
  sharePolicy: async () => true,
})
const handle = repo.create<{ list: string[] }>({ list: [] })
for (let n = 0; n < backlogSize; n++) handle.change(({ list }) => void list.push(sentence(n)))
await repo.flush()
const at = server.address()
if (at === null || typeof at === 'string') throw new Error('no port')
process.on('disconnect', () => process.exit(0))
process.send?.({ address: `ws://127.0.0.1:${at.port}`, name: handle.url, ownBytes: sentenceBytes() } satisfies Serving)
