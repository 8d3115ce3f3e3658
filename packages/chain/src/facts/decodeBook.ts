import { fromHex, type Hex, type RecordedBallot, type RecordedState, to0x } from '@daomesh/protocol'

const wordBytes = 32
const ballotBytes = 12

const bits = (word: bigint, at: number, size: number): bigint => (word >> BigInt(at)) & ((1n << BigInt(size)) - 1n)
const toBigInt = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)

const decodeBallot = (bytes: Uint8Array): RecordedBallot => ({
  seat: bytes[0] ?? 0,
  support: bytes[1] === 3 ? null : (bytes[1] ?? 0),
  votes: Number(toBigInt(bytes.subarray(2, 4))),
  revision: toBigInt(bytes.subarray(4, 8)),
  digest: to0x(bytes.subarray(8, 12)),
})

/** What `DecisionRecorded` says (contracts SPEC S5): two words, then twelve bytes per ballot that changed. Null for another size, which no DAO of ours writes. */
export const decodeBook = (book: Hex): RecordedState | null => {
  const bytes = fromHex(book)
  const count = (bytes.length - 2 * wordBytes) / ballotBytes
  if (count < 0 || !Number.isInteger(count)) return null
  const choices = toBigInt(bytes.subarray(0, wordBytes))
  const terms = toBigInt(bytes.subarray(wordBytes, 2 * wordBytes))
  return {
    against: bits(choices, 0, 64),
    for: bits(choices, 64, 64),
    abstain: bits(choices, 128, 64),
    windowEnd: Number(bits(choices, 192, 40)),
    rosterEpoch: Number(bits(choices, 232, 24)),
    rulesEpoch: Number(bits(terms, 168, 32)),
    start: Number(bits(terms, 200, 40)),
    passes: bits(terms, 240, 16) === 1n,
    ballots: Array.from({ length: count }, (_, i) => {
      const at = 2 * wordBytes + i * ballotBytes
      return decodeBallot(bytes.subarray(at, at + ballotBytes))
    }),
  }
}
