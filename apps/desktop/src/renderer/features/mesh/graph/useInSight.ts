import { useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { box, type Placed } from '../layout/layoutBands.ts'

/** Sight is widened to steps of so many pixels of the picture, so that most frames of a pan change nothing. */
const step = 240

/**
 * The accounts in and near the part of the picture that is on screen; null for all, where there are few. What is far off is not even handed to the graph.
 */
export const useInSight = (placed: Placed, all: boolean): ReadonlySet<string> | null => {
  const sight = useStore(({ transform: [x, y, zoom], width, height }) => {
    const from = (value: number): number => Math.floor(value / step) * step
    const to = (value: number): number => Math.ceil(value / step) * step
    return [from(-x / zoom), from(-y / zoom), to((width - x) / zoom), to((height - y) / zoom)].join()
  })
  return useMemo(() => {
    if (all) return null
    const [left = 0, top = 0, right = 0, bottom = 0] = sight.split(',').map(Number)
    const seen = new Set<string>()
    for (const [account, { x, y }] of placed.places)
      if (x + box.width >= left && x <= right && y + box.height >= top && y <= bottom) seen.add(account)
    return seen
  }, [placed, all, sight])
}
