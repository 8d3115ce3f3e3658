import { type Decision, decisionIdOf, type OuterQuestion, supports } from '@daomesh/protocol'
import { contentHashOf } from '../content/contentHash.ts'
import { furtherOf, givenAs } from './askedQuestions.ts'
import { type InnerPlace, questionOf } from './innerAnswer.ts'

/** One line of a sheet with the decision that it answers. */
export type Said = { readonly decision: Decision; readonly content: string; readonly support: number }

/** What a person said once: `asked` is the decision that was read, `given` the one by which the DAO gives this answer, `all` every line that says it. */
export type SaidTogether<T extends Said> = { readonly asked: T; readonly given: T; readonly all: readonly T[] }

type Read<T extends Said> = { readonly said: T; readonly support: number; readonly further: number | null; readonly key: string }

const isWhole = ({ decision, title, content }: OuterQuestion): boolean => decision.contentHash === contentHashOf(title, content)

const readOf = <T extends Said>(place: InnerPlace, said: T): Read<T> | null => {
  const question = questionOf(place, said.decision, said.content)
  if (question === null || !isWhole(question)) return null
  const { chainId } = place
  const { dao, decision, support } = question
  const further = furtherOf(place, question)
  if (further === null) return { said, support, further: null, key: `${dao}/${decisionIdOf(chainId, dao, decision)}` }
  if (!isWhole(further)) return null
  return { said, support, further: further.support, key: `${dao}/${further.dao}/${decisionIdOf(chainId, further.dao, further.decision)}` }
}

const together = <T extends Said>(lines: readonly Read<T>[]): SaidTogether<T> | null => {
  const isRead = ({ support, further }: Read<T>): boolean => support === supports.for && (further ?? supports.for) === supports.for
  const asked = lines.find(isRead)
  if (asked === undefined) return null
  const answer = asked.said.support
  const fits = ({ said, support, further }: Read<T>): boolean =>
    said.support === givenAs(support, further === null ? answer : givenAs(further, answer))
  if (!lines.every(fits)) return null
  const gives = ({ support, further }: Read<T>): boolean =>
    further === null ? support === answer : support === supports.for && further === answer
  return { asked: asked.said, given: (lines.find(gives) ?? asked).said, all: lines.map(({ said }) => said) }
}

/**
 * The lines of a sheet as the person answered: those that `spreadAnswer` made of one answer to a question of an outer DAO are one (S17), as far as each follows
 * from what is signed. A line that says anything else leaves all lines of its question as they are.
 * @example
 * saidTogether({ chainId: chain.chainId, dao }, []) // => []
 */
export const saidTogether = <T extends Said>(place: InnerPlace, sheet: readonly T[]): readonly SaidTogether<T>[] => {
  const groups = new Map<string, Read<T>[]>()
  const read = sheet.map((said) => ({ said, one: readOf(place, said) }))
  for (const { one } of read) if (one !== null) groups.set(one.key, [...(groups.get(one.key) ?? []), one])
  const joined = new Map([...groups].map(([key, lines]) => [key, together(lines)]))
  const done = new Set<string>()
  return read.flatMap(({ said, one }) => {
    const group = one === null ? null : (joined.get(one.key) ?? null)
    if (one === null || group === null) return [{ asked: said, given: said, all: [said] }]
    if (done.has(one.key)) return []
    done.add(one.key)
    return [group]
  })
}
