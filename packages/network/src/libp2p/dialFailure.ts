import { type DialFailure, dialFailures } from '../ports/inspection.ts'

const byCode: Readonly<Record<string, DialFailure>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'silent',
  ECONNRESET: 'hungUp',
  EPIPE: 'hungUp',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  EADDRNOTAVAIL: 'noRoute',
  EHOSTDOWN: 'noRoute',
}

const byName: Readonly<Record<string, DialFailure>> = {
  DialDeniedError: 'cutOff',
  ConnectionInterceptedError: 'cutOff',
  TimeoutError: 'silent',
  AbortError: 'silent',
  MuxerUnavailableError: 'turnedAway',
}

/**
 * Closed before the first word, in the middle of a node's own first line (19 bytes), or without a word of libp2p. Who closes on purpose does so at
 * any of these moments; other words than a node's come from no node.
 */
const hungUp = /ECONNRESET|EPIPE|\breset\b|^Encryption failed$|closed while reading (?:0\/1|\d+\/19) bytes/i

/** libp2p says all of these by one class, apart only in words. */
const ofHandshake = (message: string): DialFailure => {
  if (/does not match expected/i.test(message)) return 'otherDevice'
  return hungUp.test(message) ? 'hungUp' : 'notANode'
}

/** A relay that is reached and cannot pass the call on; the library says by one class that it is no relay, and in words which of its reasons it gave. */
const ofRelay = (message: string): DialFailure | null => {
  const status = /via relay with status (\w+)/.exec(message)?.[1]
  if (status === undefined) return null
  return status === 'PERMISSION_DENIED' ? 'turnedAway' : 'notAtRelay'
}

const one = (error: Error): DialFailure => {
  const relayed = ofRelay(error.message)
  if (relayed !== null) return relayed
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error.name === 'EncryptionFailedError' || error.name === 'UnexpectedPeerError') return ofHandshake(error.message)
  return byCode[code] ?? byName[error.name] ?? 'unclear'
}

const placeOf = (address: string): string | null => {
  const found = /^\/ip4\/([^/]+)\/tcp\/(\d+)/.exec(address)
  return found === null ? null : `${found[1]}:${found[2]}`
}

/** libp2p joins dials of one peer: then an error may be of another address than the one asked about. */
const isForeign = (error: unknown, place: string | null): boolean => {
  const named = error instanceof Error ? /connection error (\d+\.\d+\.\d+\.\d+:\d+):/.exec(error.message)?.[1] : undefined
  return place !== null && named !== undefined && named !== place
}

/** What libp2p's error says of why a dial failed: of this address where one is given, else of several what says most. */
export const dialFailureOf = (error: unknown, address = ''): DialFailure => {
  const place = placeOf(address)
  const all = (error instanceof AggregateError ? error.errors : [error]).filter((each) => !isForeign(each, place))
  const found = new Set(all.map((each) => (each instanceof Error ? one(each) : 'unclear')))
  return dialFailures.find((failure) => found.has(failure)) ?? 'unclear'
}
