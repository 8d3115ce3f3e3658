import { createServer } from 'node:net'
import * as Y from 'yjs'
import { backlogSize, sentence, sentenceBytes } from '../../backlog.ts'
import { openDurableFile } from '../../durableFile.ts'
import type { Serving } from '../../messages.ts'
import { onFrame, sendFrame } from './frames.ts'

/** A list of sentences, one transaction each. Answers a state vector with what is missing. Argument: a folder. */
const [, , home = ''] = process.argv
const document = new Y.Doc()
const list = document.getArray<string>('backlog')
for (let n = 0; n < backlogSize; n++) list.push([sentence(n)])
openDurableFile(home).set('document', Y.encodeStateAsUpdate(document))
const server = createServer((socket) => onFrame(socket, (vector) => sendFrame(socket, Y.encodeStateAsUpdate(document, vector))))
server.listen(0, '127.0.0.1', () => {
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('no port')
  process.send?.({ address: String(at.port), name: '', ownBytes: sentenceBytes() } satisfies Serving)
})
process.on('disconnect', () => process.exit(0))
