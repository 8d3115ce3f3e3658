import { connect } from 'node:net'
import * as Y from 'yjs'
import { socketBytes } from '../../socketBytes.ts'
import { backlogSize } from '../../backlog.ts'
import { openDurableFile } from '../../durableFile.ts'
import type { Joined } from '../../messages.ts'
import { onFrame, sendFrame } from './frames.ts'

/** A late peer. Arguments: port, nothing, a folder. Says what it has, applies what it lacks, writes that down. */
const [, , port = '', , home = ''] = process.argv
const document = new Y.Doc()
const list = document.getArray<string>('backlog')
const file = openDurableFile(home)
const began = performance.now()
const socket = connect(Number(port), '127.0.0.1', () => sendFrame(socket, Y.encodeStateVector(document)))
onFrame(socket, (update) => {
  Y.applyUpdate(document, update)
  file.set('document', update)
  const milliseconds = performance.now() - began
  if (list.length !== backlogSize) throw new Error(`only ${list.length} of ${backlogSize} entries arrived`)
  process.send?.({ milliseconds, wireBytes: socketBytes(), entries: list.length } satisfies Joined)
})
