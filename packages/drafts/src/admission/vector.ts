/**
 * How far each client is known: the whole closure of an entry in one immutable value. Chunks are shared between entries that agree on them,
 * so that ten thousand entries cost little more than one. Clients are named by a dense local number.
 */
export type Vector = {
  readonly chunks: readonly (Uint32Array | null)[]
  /** Sum of all clocks. */
  readonly total: number
  /** Clients with a clock above zero. */
  readonly clients: number
}

const size = 32

export const emptyVector: Vector = { chunks: [], total: 0, clients: 0 }

export const clockAt = (vector: Vector, client: number): number => vector.chunks[Math.floor(client / size)]?.[client % size] ?? 0

export const withClock = (vector: Vector, client: number, clock: number): Vector => {
  const before = clockAt(vector, client)
  if (before === clock) return vector
  const at = Math.floor(client / size)
  const chunk = new Uint32Array(size)
  const old = vector.chunks[at]
  if (old) chunk.set(old)
  chunk[client % size] = clock
  const chunks = vector.chunks.slice()
  while (chunks.length < at) chunks.push(null)
  chunks[at] = chunk
  return { chunks, total: vector.total + clock - before, clients: vector.clients + (before === 0 ? 1 : 0) }
}

const maxChunk = (a: Uint32Array, b: Uint32Array): Uint32Array => {
  const most = new Uint32Array(size)
  let isA = true
  let isB = true
  for (let i = 0; i < size; i++) {
    const [x = 0, y = 0] = [a[i], b[i]]
    most[i] = Math.max(x, y)
    if (x < y) isA = false
    if (y < x) isB = false
  }
  if (isA) return a
  return isB ? b : most
}

const count = (chunks: readonly (Uint32Array | null)[]): Vector => {
  let total = 0
  let clients = 0
  for (const chunk of chunks)
    for (const clock of chunk ?? []) {
      total += clock
      if (clock > 0) clients++
    }
  return { chunks, total, clients }
}

/** The union of two closures. */
export const mergeVectors = (a: Vector, b: Vector): Vector => {
  if (a === b || b.total === 0) return a
  if (a.total === 0) return b
  const chunks = Array.from({ length: Math.max(a.chunks.length, b.chunks.length) }, (_, at) => {
    const [x, y] = [a.chunks[at] ?? null, b.chunks[at] ?? null]
    if (x === y || y === null) return x
    return x === null ? y : maxChunk(x, y)
  })
  const same = (other: Vector) => other.chunks.length === chunks.length && chunks.every((chunk, at) => chunk === other.chunks[at])
  if (same(a)) return a
  return same(b) ? b : count(chunks)
}
