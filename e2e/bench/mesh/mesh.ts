import { chromium, type Page } from '@playwright/test'
import { buildInterface } from '../../demo/buildInterface.ts'
import { findChromium } from '../../suite/chromium/findChromium.ts'
import { atMost, type BenchRow, median } from '../row.ts'
import { serveMesh } from './serveMesh.ts'

const [accounts, bounties] = [2_000, 6_000]
/** A picture that follows the hand: sixty a second, and seldom fewer than thirty. */
const frameMilliseconds = { median: 17, p95: 33.4 } as const
const answerMilliseconds = 500

/** Times between pictures while something is done, milliseconds. */
const framesWhile = async (page: Page, act: () => Promise<void>): Promise<readonly number[]> => {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const look = (now: number): void => {
      frames.push(now - last)
      last = now
      Reflect.set(window, 'frame', requestAnimationFrame(look))
    }
    Reflect.set(window, 'frames', frames)
    requestAnimationFrame((now) => {
      last = now
      requestAnimationFrame(look)
    })
  })
  await act()
  return page.evaluate(() => {
    cancelAnimationFrame(Number(Reflect.get(window, 'frame')))
    const frames: unknown = Reflect.get(window, 'frames')
    return Array.isArray(frames) ? frames.map(Number) : []
  })
}

const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN

const pan = async (page: Page, x: number, y: number): Promise<void> => {
  for (let round = 0; round < 4; round++) {
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 40; step++) {
      const way = (round % 2 === 0 ? 1 : -1) * step
      await page.mouse.move(x + way * 7, y + way * 3)
      await page.waitForTimeout(8)
    }
    await page.mouse.up()
  }
}
const zoom = async (page: Page, x: number, y: number, by: number): Promise<void> => {
  await page.mouse.move(x, y)
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, by)
    await page.waitForTimeout(16)
  }
}

const rowsOf = (what: string, frames: readonly number[]): readonly BenchRow[] => [
  atMost(
    `mesh of ${accounts} DAOs, ${bounties} bounties: ${what}, median frame, against the bound`,
    'ms',
    median(frames),
    frameMilliseconds.median,
    1,
  ),
  atMost(
    `mesh of ${accounts} DAOs, ${bounties} bounties: ${what}, frame at 95 %, against the bound`,
    'ms',
    p95(frames),
    frameMilliseconds.p95,
    1,
  ),
]

/** The map in a real Chromium, moved by a mouse, on a whole node whose chain tells of a large mesh; and the question that it asks. */
export const benchMesh = async (): Promise<readonly BenchRow[]> => {
  const executablePath = await findChromium()
  if (executablePath === undefined) throw new Error('no Chromium is here')
  await buildInterface()
  const served = await serveMesh(accounts, bounties)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const everything = { token: null, state: null, tag: null, minLevel: null, since: null }
    const begun = performance.now()
    await served.api.mesh.map(everything)
    const first = performance.now() - begun
    const again: number[] = []
    for (let i = 0; i < 7; i++) {
      const at = performance.now()
      await served.api.mesh.map(everything)
      again.push(performance.now() - at)
    }
    const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
    await page.goto(served.url)
    const region = page.getByRole('region', { name: /Map of the mesh/ })
    await region.locator('canvas').waitFor()
    await page.waitForTimeout(1_500)
    const box = await region.boundingBox()
    if (box === null) throw new Error('the map is on screen')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const idle = await framesWhile(page, () => page.waitForTimeout(1_000))
    const far = await framesWhile(page, () => pan(page, x, y))
    const nearing = await framesWhile(page, () => zoom(page, x, y, -40))
    const near = await framesWhile(page, () => pan(page, x, y))
    const leaving = await framesWhile(page, () => zoom(page, x, y, 40))
    process.stderr.write(`  ${served.engagements} engagements; frame while nothing moves: ${median(idle).toFixed(1)} ms\n`)
    return [
      ...rowsOf('pan of the whole', far),
      ...rowsOf('zoom in', nearing),
      ...rowsOf('pan among names', near),
      ...rowsOf('zoom out', leaving),
      atMost(
        `mesh of ${accounts} DAOs, ${bounties} bounties: first mesh.map, facts folded, against the bound`,
        'ms',
        first,
        4 * answerMilliseconds,
        1,
      ),
      atMost(
        `mesh of ${accounts} DAOs, ${bounties} bounties: mesh.map again, against the bound`,
        'ms',
        median(again),
        answerMilliseconds,
        1,
      ),
    ]
  } finally {
    await browser.close()
    await served.close()
  }
}
