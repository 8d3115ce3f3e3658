import { ViewportPortal } from '@xyflow/react'
import { useComputedColorScheme } from '@mantine/core'
import { memo, useEffect, useState } from 'react'
import { box, type Placed } from '../layout/layoutBands.ts'
import type { MeshMap } from '../mesh.ts'

/** Of the longer side, in pixels: enough for a screen, and no more to draw than once. */
const mostPixels = 2_600

type OverviewProps = { readonly data: MeshMap; readonly placed: Placed; readonly far: boolean }

const colours = {
  light: { line: 'rgba(91, 91, 214, 0.11)', dao: '#5b5bd6', account: '#9c9ff3' },
  dark: { line: 'rgba(156, 159, 243, 0.13)', dao: '#9c9ff3', account: '#5b5bd6' },
} as const

/**
 * A large mesh from afar: all boxes and lines in one picture, drawn once, which the browser moves and scales as a whole. So a pan costs the same for thirteen
 * accounts and for thousands. It says nothing to readers: the table does.
 */
export const Overview = memo(({ data, placed, far }: OverviewProps) => {
  // The portal has no place yet when this is first drawn.
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const scheme = useComputedColorScheme('light')
  const scale = Math.min(1, mostPixels / Math.max(placed.width, placed.height, 1))
  useEffect(() => {
    const context = canvas?.getContext('2d')
    if (context === null || context === undefined) return
    const { line, dao, account } = colours[scheme]
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, placed.width, placed.height)
    context.strokeStyle = line
    context.lineWidth = Math.max(1, 0.7 / scale)
    context.beginPath()
    for (const { payer, payee } of data.ties) {
      const [from, to] = [placed.places.get(payer), placed.places.get(payee)]
      if (from === undefined || to === undefined) continue
      context.moveTo(from.x + box.width / 2, from.y + box.height)
      context.lineTo(to.x + box.width / 2, to.y)
    }
    context.stroke()
    // The busier, the stronger.
    const most = Math.log1p(data.accounts.reduce((top, { hunted, issued }) => Math.max(top, hunted + issued), 1))
    for (const { account: id, kind, hunted, issued } of data.accounts) {
      const at = placed.places.get(id)
      if (at === undefined) continue
      context.fillStyle = kind === 'dao' ? dao : account
      context.globalAlpha = 0.25 + (0.75 * Math.log1p(hunted + issued)) / most
      context.beginPath()
      context.roundRect(at.x, at.y, box.width, box.height, kind === 'dao' ? 9 : 24)
      context.fill()
    }
    context.globalAlpha = 1
  }, [canvas, data, placed, scheme, scale])
  return (
    <ViewportPortal>
      <canvas
        ref={setCanvas}
        aria-hidden
        width={Math.max(1, Math.ceil(placed.width * scale))}
        height={Math.max(1, Math.ceil(placed.height * scale))}
        style={{
          position: 'absolute',
          left: 0,
          top: 0,
          width: placed.width,
          height: placed.height,
          pointerEvents: 'none',
          zIndex: -1,
          visibility: far ? 'visible' : 'hidden',
        }}
      />
    </ViewportPortal>
  )
})
