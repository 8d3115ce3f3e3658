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

/** libp2p says all of these by one class, apart only in words. */
const ofHandshake = (message: string): DialFailure => {
  if (/does not match expected/i.test(message)) return 'otherDevice'
  return /ECONNRESET/.test(message) ? 'hungUp' : 'notANode'
}

const one = (error: Error): DialFailure => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error.name === 'EncryptionFailedError' || error.name === 'UnexpectedPeerError') return ofHandshake(error.message)
  return byCode[code] ?? byName[error.name] ?? 'unclear'
}

/** What libp2p's error says of why a dial failed; of several addresses, what says most. */
export const dialFailureOf = (error: unknown): DialFailure => {
  const all = error instanceof AggregateError ? error.errors : [error]
  const found = new Set(all.map((each) => (each instanceof Error ? one(each) : 'unclear')))
  return dialFailures.find((failure) => found.has(failure)) ?? 'unclear'
}
