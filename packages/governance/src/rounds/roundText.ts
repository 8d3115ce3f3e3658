import { type RoundProject, type Round, type RoundWords, roundWordsHashOf, roundWordsSchema, type Address } from '@daomesh/protocol'

/** Words of a round and of its projects, in their order. */
export type RoundTexts = { readonly words: RoundWords; readonly projects: readonly RoundWords[] }

const section = (mark: '#' | '##', { title, about }: RoundWords, payee: Address | null): string =>
  [`${mark} ${title}`, ...(payee === null ? [] : [`Paid to ${payee}.`]), ...(about === '' ? [] : [about])].join('\n\n')

/**
 * A round as the text that members read before they vote on it: its words, then each project with the account that is paid.
 * @param payees By place; one for each project.
 */
export const writeRoundText = ({ words, projects }: RoundTexts, payees: readonly Address[]): string =>
  [section('#', words, null), ...projects.map((one, i) => section('##', one, payees[i] ?? null))].join('\n\n')

const readSection = (text: string, hasPayee: boolean): RoundWords | null => {
  const [, title = '', rest = ''] = /^#{1,2} ([^\n]*)\n*([\s\S]*)$/.exec(text) ?? []
  const about = (hasPayee ? rest.replace(/^Paid to 0x[0-9a-f]{40}\.\n*/, '') : rest).trim()
  const read = roundWordsSchema.safeParse({ title, about })
  return read.success ? read.data : null
}

/**
 * The words of a round out of such a text, whoever handed it over: null unless they are exactly those that the round and each of its projects commit to.
 */
export const readRoundText = (
  text: string,
  { round, projects }: { readonly round: Pick<Round, 'contentHash'>; readonly projects: readonly Pick<RoundProject, 'contentHash'>[] },
): RoundTexts | null => {
  const [first = '', ...others] = text.replaceAll('\r\n', '\n').split(/\n(?=## )/)
  const words = readSection(first.trim(), false)
  if (words === null || others.length !== projects.length || roundWordsHashOf(words) !== round.contentHash) return null
  const read = others.map((one) => readSection(one.trim(), true))
  const known = read.flatMap((one, i) => (one !== null && roundWordsHashOf(one) === projects[i]?.contentHash ? [one] : []))
  return known.length === projects.length ? { words, projects: known } : null
}
