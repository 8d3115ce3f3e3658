import { address, type Hex, type Round, type RoundProject } from '@daomesh/protocol'

type RawRound = Omit<Round, 'confederation' | 'token'> & { readonly confederation: Hex; readonly token: Hex }

/** Addresses of the ABI decoder are checksummed, ours are lower case; fields are named one by one. */
export const toRound = (raw: RawRound): Round => ({
  confederation: address.parse(raw.confederation),
  token: address.parse(raw.token),
  closesAt: raw.closesAt,
  finaliseBy: raw.finaliseBy,
  minimum: raw.minimum,
  capBps: raw.capBps,
  projectsHash: raw.projectsHash.toLowerCase() as Hex,
  contentHash: raw.contentHash.toLowerCase() as Hex,
  nonce: raw.nonce,
})

export const toRoundProject = ({ payee, contentHash }: { readonly payee: Hex; readonly contentHash: Hex }): RoundProject => ({
  payee: address.parse(payee),
  contentHash: contentHash.toLowerCase() as Hex,
})

/** Positions of the bits that are set, from the lowest. */
export const bitsOf = (word: bigint): readonly number[] =>
  Array.from({ length: 256 }, (_, i) => i).filter((i) => ((word >> BigInt(i)) & 1n) === 1n)
