import { limits, utf8 } from '@daomesh/protocol'

/** A title that names something by the words of others: titles have their limit in bytes, in which many scripts have fewer letters; the whole one stands elsewhere. */
export const titledWithin = (head: string, title: string): string => {
  let kept = `${head}${title}`
  while (utf8(kept).length > limits.titleBytes) kept = `${Array.from(kept).slice(0, -2).join('')}…`
  return kept
}
