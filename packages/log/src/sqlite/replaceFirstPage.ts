import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'

/** Where the first page of a database says how large it is, where free pages begin and how many there are. */
const [pagesAt, freeAt, freeCountAt] = [28, 32, 36]

/**
 * Puts the first page of an empty database of the same schema into a file whose own is destroyed. Tables are made by migrations alone, in one order, so
 * their roots lie on the same pages in every file.
 */
export const replaceFirstPage = (path: string, model: Buffer): void => {
  const size = model.readUInt16BE(16) === 1 ? 65_536 : model.readUInt16BE(16)
  const page = Buffer.from(model.subarray(0, size))
  const handle = openSync(path, 'r+')
  try {
    page.writeUInt32BE(Math.floor(fstatSync(handle).size / size), pagesAt)
    page.writeUInt32BE(0, freeAt)
    page.writeUInt32BE(0, freeCountAt)
    writeSync(handle, page, 0, page.length, 0)
  } finally {
    closeSync(handle)
  }
}
