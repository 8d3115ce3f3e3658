import { coinOf, type SigningRequest } from '@daomesh/protocol'
import { chainIdOf } from '../chainIdOf.ts'
import { digestOf } from '../signRequest.ts'
import { describeAgreement } from './agreement.ts'
import { describeBallotSheet } from './ballots.ts'
import { plainGroup, type WordGroup } from './group.ts'
import { describeGenesis, describeLinkDevice, describeUnlinkDevice } from './messages.ts'
import { describePledgeSheet } from './pledges.ts'
import { inWords, say, type Saying, type Sentence, short, type Worth } from './say.ts'
import { describeStep } from './step.ts'
import { describeDecision, describeTransaction } from './transaction.ts'

export type { Sentence } from './say.ts'

/** A request in words: a title, then groups of lines. `sentences` holds all of it flat, the title first, with keys and facts for translation. */
export type RequestWords = {
  readonly title: string
  readonly groups: readonly {
    readonly head: string | null
    readonly lines: readonly string[]
    readonly details: readonly string[]
    readonly text: string | null
  }[]
  /** Amounts of tokens that it names, in the smallest unit. */
  readonly amounts: readonly Pick<Worth, 'token' | 'units'>[]
  /** All groups as lines, without the texts. */
  readonly lines: readonly string[]
  /** 48 bits of the digest that is signed, to compare with another screen. */
  readonly shortHash: string
  readonly sentences: readonly Sentence[]
}

type Words = { readonly title: Saying; readonly groups: readonly WordGroup[] }

const plainWords = ([title, ...lines]: readonly Saying[]): Words => ({
  title: title ?? say('sign.unknown.title', 'Sign something this app does not know'),
  groups: [plainGroup(lines)],
})

const wordsOf = (request: SigningRequest): Words => {
  if (request.type === 'transaction') return plainWords(describeTransaction(request.transaction))
  switch (request.name) {
    case 'BallotSheet':
      return describeBallotSheet(request)
    case 'PledgeSheet':
      return describePledgeSheet(request)
    case 'Agreement':
      return describeAgreement(request)
    case 'LinkDevice':
      return plainWords(describeLinkDevice(request.domain, request.message))
    case 'UnlinkDevice':
      return plainWords(describeUnlinkDevice(request.domain, request.message))
    case 'Genesis':
      return plainWords(describeGenesis(request.domain, request.message))
    case 'Decision':
      return plainWords(describeDecision(request.domain, request.message))
    default:
      return describeStep(request)
  }
}

/** Each once. */
const amountsIn = (sentences: readonly Sentence[]): RequestWords['amounts'] => {
  const all = sentences.flatMap(({ amounts }) => amounts)
  return [...new Map(all.map(({ token, units }) => [`${token} ${units}`, { token, units }])).values()]
}

/**
 * Decodes what would be signed into sentences, from what the signature binds alone: what the asking side says of it (`context`) is not used.
 * @throws DaomeshError `SIGNING_BLIND` for a ballot, a pledge, an agreement or a step of a bounty whose subjects are not proven.
 */
export const describeRequest = (request: SigningRequest): RequestWords => {
  const words = wordsOf(request)
  const coin = coinOf(chainIdOf(request))
  const worded = (saying: Saying): Sentence => inWords(saying, coin)
  const title = worded(words.title)
  const groups = words.groups.map(({ head, lines, details, text }) => ({
    head: head === null ? null : worded(head),
    lines: lines.map(worded),
    details: details.map(worded),
    text,
  }))
  const flat = groups.flatMap(({ head, lines, details }) => [...(head === null ? [] : [head]), ...lines, ...details])
  const texts = (sentences: readonly Sentence[]): readonly string[] => sentences.map(({ text }) => text)
  return {
    title: title.text,
    groups: groups.map(({ head, lines, details, text }) => ({
      head: head?.text ?? null,
      lines: texts(lines),
      details: texts(details),
      text,
    })),
    lines: texts(flat),
    amounts: amountsIn([title, ...flat]),
    shortHash: short(digestOf(request)),
    sentences: [title, ...flat],
  }
}
