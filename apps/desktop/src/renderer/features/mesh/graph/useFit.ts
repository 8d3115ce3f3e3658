import { getViewportForBounds, useReactFlow, useStore } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import type { Placed } from '../layout/layoutBands.ts'

/** Names of rows stand at the left edge: no box begins below them. */
const padding = { left: '104px', right: '24px', top: '36px', bottom: '36px' } as const
const zooms = { least: 0.02, most: 1.1 } as const

/** Shows the picture whole: at first, when it is another one, and when the frame changes while nobody has moved it since. */
export const useFit = (placed: Placed) => {
  const flow = useReactFlow()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const frame = width > 0 && height > 0
  const movedByHand = useRef(false)
  const hold = useCallback(() => {
    movedByHand.current = true
  }, [])
  const fitted = useRef<Placed | null>(null)
  const fit = useCallback(
    (duration: number): void => {
      movedByHand.current = false
      const bounds = { x: 0, y: 0, width: placed.width, height: placed.height }
      void flow.setViewport(getViewportForBounds(bounds, width, height, zooms.least, zooms.most, padding), { duration })
    },
    [flow, placed, width, height],
  )
  useEffect(() => {
    if (!frame || (fitted.current === placed && movedByHand.current)) return
    fitted.current = placed
    fit(0)
  }, [fit, frame, placed])
  return {
    fit,
    frame,
    /** From now on the picture stays where it is put, until it is fitted again. */
    hold,
    /** What the map itself moves comes without an event. */
    onMove: (event: MouseEvent | TouchEvent | null): void => {
      if (event !== null) hold()
    },
  }
}
