import { type Cbor, decode, encode } from '@daomesh/protocol'

/** Columns begin at a multiple of this, so that numbers of any width can be read in place. */
const align = 8

const padded = (length: number): number => Math.ceil(length / align) * align

export type Sections = { readonly head: unknown; readonly columns: readonly Uint8Array[] }

/** A head and columns of bytes as one: length of the head in four bytes, the head, the columns. */
export const packSections = (head: { readonly [key: string]: Cbor }, columns: readonly Uint8Array[]): Uint8Array => {
  const front = encode({ head, lengths: columns.map(({ length }) => length) })
  const start = padded(4 + front.length)
  const bytes = new Uint8Array(columns.reduce((sum, { length }) => sum + padded(length), start))
  new DataView(bytes.buffer).setUint32(0, front.length)
  bytes.set(front, 4)
  let at = start
  for (const column of columns) {
    bytes.set(column, at)
    at += padded(column.length)
  }
  return bytes
}

/** Head and columns of what `packSections` made, without copying. @throws for anything else. */
export const unpackSections = (bytes: Uint8Array): Sections => {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0)
  const front = decode(bytes.subarray(4, 4 + length)) as { readonly head: unknown; readonly lengths: readonly number[] }
  const columns: Uint8Array[] = []
  let at = padded(4 + length)
  for (const size of front.lengths) {
    columns.push(bytes.subarray(at, at + size))
    at += padded(size)
  }
  return { head: front.head, columns }
}

export const uint32s = (bytes: Uint8Array | undefined): Uint32Array =>
  bytes === undefined ? new Uint32Array() : new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
export const float64s = (bytes: Uint8Array | undefined): Float64Array =>
  bytes === undefined ? new Float64Array() : new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
export const bytesOf = (column: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
