import { decodeRound, roundIdOf } from '@daomesh/chain'
import { listProposals, readRoundText, type RoundRecord, type RoundTexts, type WrittenProposal } from '@daomesh/governance'
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { ReadDao } from '../spaces/space.ts'
import type { RoundDesk } from './createRoundDesk.ts'

/** The words of a round in a text that has them, beside that text. */
export type RoundWordsFound = { readonly text: string; readonly texts: RoundTexts }

/** What is asked of a node to know the words of rounds. */
export type KnowsTexts = TellsTime & {
  readonly spaces: { readonly daos: () => readonly ReadDao[] }
  readonly rounds: Pick<RoundDesk, 'rounds' | 'keptText'>
}

/** Found ones do not change: they are what the chain committed to. */
const found = new WeakMap<KnowsTexts, Map<string, RoundWordsFound>>()

/** Texts of proposals of DAOs here that open this round, whatever became of them. */
const proposedTexts = (node: KnowsTexts, { id, round }: RoundRecord): readonly string[] => {
  const space = node.spaces.daos().find(({ record }) => record.dao === round.confederation)
  if (space === undefined) return []
  const opens = ({ decision }: WrittenProposal): boolean =>
    decision.calls.some(({ target, data }) => {
      const action = target === node.rounds.rounds ? decodeRound(data) : null
      return action?.kind === 'open' && roundIdOf(action.round) === id
    })
  return listProposals(space.registers(), space.chainState(), presentOf(node, space), opens).map(({ content }) => content)
}

/** What a round is about in words, as it stands in the proposal that opened it or in a text that was handed over; null where neither is here. */
export const textOf = (node: KnowsTexts, record: RoundRecord): RoundWordsFound | null => {
  const known = found.get(node) ?? new Map<string, RoundWordsFound>()
  found.set(node, known)
  const before = known.get(record.id)
  if (before !== undefined) return before
  const kept = node.rounds.keptText(record.id)
  for (const text of [...(kept === null ? [] : [kept]), ...proposedTexts(node, record)]) {
    const texts = readRoundText(text, record)
    if (texts === null) continue
    known.set(record.id, { text, texts })
    return { text, texts }
  }
  return null
}

/** What a round is called here: by its words, else by the first characters of its id. */
export const roundTitleOf = (node: KnowsTexts, record: RoundRecord): string =>
  textOf(node, record)?.texts.words.title ?? record.id.slice(0, 10)
