import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { box, legible, type Placed } from '../layout/layoutBands.ts'
import type { MeshMap } from '../mesh.ts'

/** The nearest of some along the line that an arrow points to. */
const nearest = (placed: Placed, from: string, among: readonly string[]): string | undefined => {
  const here = placed.places.get(from)
  const distance = (account: string): number => Math.abs((placed.places.get(account)?.x ?? 0) - (here?.x ?? 0))
  return among.toSorted((a, b) => distance(a) - distance(b))[0]
}

type Sight = { readonly width: number; readonly height: number; readonly transform: readonly [number, number, number] }
type Place = { readonly x: number; readonly y: number }

/** Whether a box lies in the frame as a whole, and is large enough to be read. */
const isLegible = ({ width, height, transform: [x, y, zoom] }: Sight, at: Place): boolean => {
  const [left, top] = [at.x * zoom + x, at.y * zoom + y]
  return zoom >= legible && left >= 0 && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height
}

/** Arrow keys: up to who pays, down to who works, left and right along the row. The picture follows. */
export const useArrows = (data: MeshMap, placed: Placed, onMove: () => void) => {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef({ data, placed })
  useEffect(() => {
    latest.current = { data, placed }
  }, [data, placed])
  const show = useCallback(
    (account: string, zoom?: number) => {
      const at = latest.current.placed.places.get(account)
      if (at === undefined) return
      const focus = (): void => document.querySelector<HTMLElement>(`#mesh-${account}`)?.focus({ preventScroll: true })
      // What can be read where it stands moves nothing.
      if (zoom === undefined && isLegible(store.getState(), at)) return focus()
      onMove()
      void flow.setCenter(at.x + box.width / 2, at.y + box.height / 2, { zoom: zoom ?? Math.max(flow.getZoom(), 0.8), duration: 180 })
      // The box may be drawn only once it is in sight.
      setTimeout(focus, 220)
    },
    [flow, store, onMove],
  )
  const onKey = useCallback(
    (account: string, event: React.KeyboardEvent) => {
      const { data: mesh, placed: where } = latest.current
      const here = where.places.get(account)
      const inLine = [...where.places].filter(([, { y }]) => y === here?.y).toSorted(([, a], [, b]) => a.x - b.x)
      const place = inLine.findIndex(([one]) => one === account)
      const next: Readonly<Record<string, () => string | undefined>> = {
        ArrowUp: () =>
          nearest(
            where,
            account,
            mesh.ties.filter(({ payee }) => payee === account).map(({ payer }) => payer),
          ),
        ArrowDown: () =>
          nearest(
            where,
            account,
            mesh.ties.filter(({ payer }) => payer === account).map(({ payee }) => payee),
          ),
        ArrowLeft: () => inLine[place - 1]?.[0],
        ArrowRight: () => inLine[place + 1]?.[0],
      }
      const to = next[event.key]
      if (to === undefined) return
      event.preventDefault()
      event.stopPropagation()
      const found = to()
      if (found !== undefined) show(found)
    },
    [show],
  )
  return { show, onKey }
}
