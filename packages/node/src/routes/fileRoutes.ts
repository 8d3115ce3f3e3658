import { addFile } from '../commands/files/addFile.ts'
import { fetchFile } from '../commands/files/fetchFile.ts'
import { removeFile } from '../commands/files/removeFile.ts'
import { uploadFile, writeFile } from '../commands/files/uploadFile.ts'
import { withdrawFile } from '../commands/files/withdrawFile.ts'
import type { NodeContext } from '../context.ts'
import { listFiles, readFile, readFileBytes, readHolders } from '../queries/files/readFile.ts'
import type { Implementer, Once } from './implementer.ts'

/** Files of a space, one line per procedure. */
export const fileRoutes = (node: NodeContext, { files }: Implementer, once: Once) => ({
  list: files.list.handler(({ input }) => listFiles(node, input)),
  get: files.get.handler(({ input }) => readFile(node, input)),
  read: files.read.handler(({ input }) => readFileBytes(node, input)),
  holders: files.holders.handler(({ input }) => readHolders(node, input)),
  upload: files.upload.handler(({ input }) => uploadFile(node, input)),
  write: files.write.handler(({ input }) => writeFile(node, input)),
  add: files.add.handler(({ input }) => once('files.add', input, (keep) => addFile(node, input, keep))),
  fetch: files.fetch.handler(({ input }) => once('files.fetch', input, () => fetchFile(node, input))),
  remove: files.remove.handler(({ input }) => once('files.remove', input, () => removeFile(node, input))),
  withdraw: files.withdraw.handler(({ input }) => once('files.withdraw', input, (keep) => withdrawFile(node, input, keep))),
})
