import { useEffect, useMemo, useState } from 'react'
import type { MeshMap } from '../mesh.ts'
import { layoutBands, type LayoutInput, type Placed } from './layoutBands.ts'
import { fitsLayers, layoutLayered } from './layoutLayered.ts'

/** Who is there and who is tied to whom, as one text: amounts that change move nothing. */
const shapeOf = ({ accounts, ties }: Pick<MeshMap, 'accounts' | 'ties'>): string =>
  JSON.stringify([
    accounts.map(({ account, row }) => [account, row]).toSorted(),
    [...new Set(ties.map(({ payer, payee }) => `${payer}${payee}`))].toSorted(),
  ])

/** Where everybody stands: in bands at once, and in layers without crossings as soon as the worker has them, where they fit a screen. */
export const useLayout = (data: Pick<MeshMap, 'accounts' | 'ties'>): Placed => {
  const shape = shapeOf(data)
  const input = useMemo<LayoutInput>(() => {
    const [accounts, pairs] = JSON.parse(shape) as [[string, number][], string[]]
    return {
      accounts: accounts.map(([account, row]) => ({ account, row })),
      ties: pairs.map((pair) => ({ payer: pair.slice(0, 42), payee: pair.slice(42) })),
    }
  }, [shape])
  const bands = useMemo(() => layoutBands(input), [input])
  const [layered, setLayered] = useState<{ readonly of: LayoutInput; readonly placed: Placed } | null>(null)
  useEffect(() => {
    if (input.accounts.length === 0 || !fitsLayers(input)) return undefined
    const stop = new AbortController()
    void layoutLayered(input, stop.signal).then((placed) => {
      if (placed !== null && !stop.signal.aborted) setLayered({ of: input, placed })
    })
    return () => stop.abort()
  }, [input])
  return layered?.of === input ? layered.placed : bands
}
