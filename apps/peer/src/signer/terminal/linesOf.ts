import type { PendingRequest } from '../core/describePending.ts'

type Words = Pick<PendingRequest, 'title' | 'groups' | 'short'> & { readonly context: Pick<PendingRequest['context'], 'amounts'> }
type Group = Words['groups'][number]

const headOf = ({ head }: Group): readonly string[] => (head === null ? [] : [`   ${head}`])
const textOf = (group: Group): readonly string[] =>
  group.text === null ? [] : ['── Text of the proposal', ...headOf(group), ...group.text.split('\n').map((line) => `   │ ${line}`), '']
const bodyOf = (group: Group): readonly string[] => {
  const indent = group.head === null ? '   ' : '     '
  return [...headOf(group), ...[...group.lines, ...group.details].map((line) => `${indent}${line}`)]
}

/** A request for a terminal, every word of it. Texts come first, so that what is decided stands right above the question. */
export const linesOf = ({ title, groups, short, context: { amounts } }: Words): readonly string[] => [
  ...groups.flatMap(textOf),
  `── ${title}`,
  ...groups.flatMap(bodyOf),
  ...(amounts.length === 0 ? [] : ['── What the node says of the tokens, unproven', ...amounts.map((line) => `   ${line}`)]),
  `   hash of what is signed: ${short}`,
]
