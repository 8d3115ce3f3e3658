import { bytes32, type Hex, limits, pollCloseId, pollId } from '@daomesh/protocol'
import { type PollLeaf, pollsRoot } from './pollsRoot.ts'

/** A sealed poll with what people read of it. Counts per option as decimal strings. */
export type PollToAnchor = PollLeaf & {
  readonly question: string
  readonly options: readonly string[]
  readonly result: readonly string[]
}

export type PollAnchor = { readonly root: Hex; readonly leaves: readonly PollLeaf[] }

const fence = '```daomesh-polls'

/** One line of plain words: neither markup nor a break, so that a question cannot pass for the block behind it. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#~&|!]/g, String.raw`\$&`)

/**
 * The text of a proposal that anchors sealed polls: their results in words, and last the root of all of them with their ids. The decision's content hash
 * binds it, so that enacting the decision fixes the results on the chain without any call.
 * @example
 * const leaf = { poll: pollId.parse('01'.repeat(32)), close: pollCloseId.parse('02'.repeat(32)) }
 * const text = writeAnchor([{ ...leaf, question: 'Where?', options: ['Here', 'There'], result: ['2', '1'] }])
 * readAnchor(text)?.leaves // => [leaf]
 */
export const writeAnchor = (polls: readonly PollToAnchor[]): string => {
  const sorted = polls.toSorted((a, b) => (a.poll < b.poll ? -1 : 1))
  const words = sorted.map(({ question, options, result }) =>
    [`**${plain(question)}**`, '', ...options.map((option, i) => `- ${plain(option)}: ${result[i] ?? '0'}`)].join('\n'),
  )
  const block = [fence, `root ${pollsRoot(sorted)}`, ...sorted.map(({ poll, close }) => `${poll} ${close}`), '```']
  return [...words, block.join('\n')].join('\n\n').concat('\n')
}

/**
 * Reads the block at the end of such a text. Null unless it is exactly of this form and its root is that of its leaves: whoever wrote it, what it claims
 * is then what the chain has fixed.
 * @example
 * readAnchor('Just words.') // => null
 */
export const readAnchor = (content: string): PollAnchor | null => {
  const start = content.lastIndexOf(`${fence}\n`)
  if (start < 0 || (start > 0 && content[start - 1] !== '\n')) return null
  const lines = content.slice(start).split('\n')
  const [, head = '', ...rest] = lines
  if (rest.at(-1) !== '' || rest.at(-2) !== '```') return null
  const pairs = rest.slice(0, -2).map((line) => line.split(' '))
  if (pairs.length === 0 || pairs.length > limits.anchoredPolls || pairs.some((pair) => pair.length !== 2)) return null
  const root = bytes32.safeParse(head.startsWith('root ') ? head.slice(5) : '')
  const leaves = pairs.map(([poll, close]) => ({ poll: pollId.safeParse(poll), close: pollCloseId.safeParse(close) }))
  const read = leaves.flatMap(({ poll, close }) => (poll.success && close.success ? [{ poll: poll.data, close: close.data }] : []))
  if (!root.success || read.length !== pairs.length) return null
  // One close of a poll at most, in the one order.
  if (read.some(({ poll }, i) => i > 0 && (read[i - 1]?.poll ?? '') >= poll)) return null
  return pollsRoot(read) === root.data ? { root: root.data, leaves: read } : null
}
