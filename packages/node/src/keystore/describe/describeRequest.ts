import type { SigningRequest } from '@daomesh/protocol'
import { digestOf } from '../signRequest.ts'
import { describeBallotSheet, describeGenesis, describeLinkDevice, describeUnlinkDevice } from './messages.ts'
import { say, type Sentence, short } from './say.ts'
import { describeDecision, describeTransaction } from './transaction.ts'

export type { Sentence } from './say.ts'

/** A request in words. `sentences` holds the title first, then the lines, each with a key and its facts for translation. */
export type RequestWords = {
  readonly title: string
  readonly lines: readonly string[]
  /** 48 bits of the digest that is signed, to compare with another screen. */
  readonly shortHash: string
  readonly sentences: readonly Sentence[]
}

const sentencesOf = (request: SigningRequest): readonly Sentence[] => {
  if (request.type === 'transaction') return describeTransaction(request.transaction)
  switch (request.name) {
    case 'BallotSheet':
      return describeBallotSheet(request.domain, request.message)
    case 'LinkDevice':
      return describeLinkDevice(request.domain, request.message)
    case 'UnlinkDevice':
      return describeUnlinkDevice(request.domain, request.message)
    case 'Genesis':
      return describeGenesis(request.domain, request.message)
    case 'Decision':
      return describeDecision(request.domain, request.message)
    default:
      return [say('sign.unknown.title', 'Sign something this app does not know')]
  }
}

/** Decodes what would be signed into sentences, from the message alone: what the asking side says of it (`context`) is not used. */
export const describeRequest = (request: SigningRequest): RequestWords => {
  const sentences = sentencesOf(request)
  const [title = '', ...lines] = sentences.map(({ text }) => text)
  return { title, lines, shortHash: short(digestOf(request)), sentences }
}
