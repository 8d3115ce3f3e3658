import { keccak256, toHex, utf8 } from '@daomesh/protocol'

/** EIP-55: the case of the letters is a checksum, so that a mistyped address is noticed. */
export const checksumAddress = (address: string): `0x${string}` => {
  const digits = address.slice(2).toLowerCase()
  const hash = toHex(keccak256(utf8(digits)))
  return `0x${Array.from(digits, (digit, at) => (Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`
}

/** First and last characters, enough to recognise, never enough to trust: the whole one is always one click away. */
export const shortAddress = (address: string): string => {
  const full = checksumAddress(address)
  return `${full.slice(0, 6)}…${full.slice(-4)}`
}

/** Reads an address; a mixed-case one must have the right checksum. Lower case, or null. */
export const readAddress = (text: string): `0x${string}` | null => {
  const trimmed = text.trim()
  if (!/^0x[0-9a-fA-F]{40}$/.test(trimmed)) return null
  const lower = trimmed.toLowerCase() as `0x${string}`
  const mixed = trimmed.slice(2) !== lower.slice(2) && trimmed.slice(2) !== trimmed.slice(2).toUpperCase()
  return mixed && checksumAddress(lower) !== trimmed ? null : lower
}
