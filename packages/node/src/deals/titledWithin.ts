import { limits, utf8 } from '@daomesh/protocol'

/** A title of a proposal that names a bounty: titles have their limit in bytes; the whole one stands in the terms. */
export const titledWithin = (head: string, title: string): string => {
  let kept = `${head}${title}`
  while (utf8(kept).length > limits.titleBytes) kept = `${Array.from(kept).slice(0, -2).join('')}…`
  return kept
}
