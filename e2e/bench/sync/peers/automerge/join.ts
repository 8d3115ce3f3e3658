import { type AutomergeUrl, Repo } from '@automerge/automerge-repo'
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket'
import { socketBytes } from '../../socketBytes.ts'
import { backlogSize } from '../../backlog.ts'
import type { Joined } from '../../messages.ts'
import { durableStorage } from './durableStorage.ts'

/** A late peer. Arguments: address, url of the document, a folder. */
const [, , address = '', name = '', home = ''] = process.argv
const storage = durableStorage(home)
const began = performance.now()
const repo = new Repo({ network: [new WebSocketClientAdapter(address)], storage })
const handle = await repo.find<{ list: string[] }>(name as AutomergeUrl)
const isWhole = (): boolean => handle.doc().list.length === backlogSize
while (!isWhole()) await new Promise((resolve) => handle.once('change', resolve))
await repo.flush()
const milliseconds = performance.now() - began
process.send?.({ milliseconds, wireBytes: socketBytes(), entries: handle.doc().list.length } satisfies Joined)
