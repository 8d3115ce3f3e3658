/** Marks around words in one paragraph: a page of prose has a few dozen. What looks for the end of each looks at all others. */
const mostMarks = 1_000
/** Quotes and lists that one line begins or goes on. A draft nests 24 deep at most (drafts Y12). */
const mostContainers = 32
/** Lines without an empty one between them, times how deep one of them lies: each goes on all that is open. */
const mostGoingOn = 1_500
/** All of them in one text. */
const mostInAll = 6_000

const marksIn = (paragraph: string): number => paragraph.match(/[*_[\]]/g)?.length ?? 0
const containersOf = (line: string): number => /^(?:[ \t>*+-]|[0-9]{1,9}[.)])*/.exec(line)?.[0].match(/[>*+-]|[.)]/g)?.length ?? 0

const isDense = (paragraph: string): boolean => {
  if (marksIn(paragraph) > mostMarks) return true
  const depths = paragraph.split('\n').map(containersOf)
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0)
  return deepest > mostContainers || deepest * depths.length > mostGoingOn
}

/**
 * Whether Markdown holds more marks than anybody writes. Parsing takes the square of them: sixteen kilobytes in a comment would hold up every window
 * that shows it for seconds, a proposal for minutes.
 */
export const isIntricate = (text: string): boolean =>
  text.split(/\n[ \t]*\n/).some(isDense) || text.split('\n').reduce((sum, line) => sum + containersOf(line), 0) > mostInAll
