import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'

/** What one types is looked for once the hand rests. */
const restMs = 200
const perPage = 20

/** What somebody looks for on a shelf of the market, in which order, and which page of it. Whatever changes begins at the first page. */
export const useShelf = <Sort extends string>(first: Sort) => {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed, restMs)
  const [sort, setSort] = useState<Sort>(first)
  const [page, setPage] = useState(1)
  return {
    typed,
    type: (words: string): void => {
      setTyped(words)
      setPage(1)
    },
    sort,
    order: (next: Sort): void => {
      setSort(next)
      setPage(1)
    },
    page,
    perPage,
    turn: setPage,
    isNarrowed: text.trim() !== '',
    /** What the node is asked, beside what narrows it further. */
    asked: { text, issuer: null, token: null, sort, offset: (page - 1) * perPage, limit: perPage },
  }
}
