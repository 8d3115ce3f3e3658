import elkApi, { type ElkNode } from 'elkjs/lib/elk-api.js'
import elkWorker from 'elkjs/lib/elk-worker.min.js?url'
import { box, type LayoutInput, type Placed } from './layoutBands.ts'

/** Above this the layers of a picture are wider than a screen, and reading them takes longer than lines without crossings are worth. */
const mostInARow = 14

/** Whether layers side by side fit. */
export const fitsLayers = ({ accounts }: LayoutInput): boolean => {
  const counts = new Map<number, number>()
  for (const { row } of accounts) counts.set(row, (counts.get(row) ?? 0) + 1)
  return [...counts.values()].every((count) => count <= mostInARow)
}

/**
 * A small mesh in layers with as few crossings as ELK finds, in a worker so that the screen never waits.
 * @returns null where the worker cannot say; the bands then stand.
 */
export const layoutLayered = async ({ accounts, ties }: LayoutInput, signal: AbortSignal): Promise<Placed | null> => {
  // Only what is asked for loads the layouter, which is larger than the rest of the page.
  const elk = new elkApi.default({ workerFactory: () => new Worker(elkWorker) })
  const end = (): void => elk.terminateWorker()
  signal.addEventListener('abort', end, { once: true })
  const highest = Math.max(...accounts.map(({ row }) => row), 0)
  try {
    const drawn: ElkNode = await elk.layout({
      id: 'mesh',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'DOWN',
        'elk.partitioning.activate': 'true',
        'elk.spacing.nodeNode': '20',
        'elk.layered.spacing.nodeNodeBetweenLayers': '104',
        'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
        'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
      },
      children: accounts.map(({ account, row }) => ({
        ...box,
        id: account,
        layoutOptions: { 'elk.partitioning.partition': String(highest - row) },
      })),
      edges: ties.map(({ payer, payee }, i) => ({ id: `e${i}`, sources: [payer], targets: [payee] })),
    })
    const places = new Map((drawn.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
    const bands = [...new Set(accounts.map(({ row }) => row))]
      .toSorted((a, b) => b - a)
      .map((row) => {
        const ys = accounts.flatMap((one) => (one.row === row ? (places.get(one.account)?.y ?? []) : []))
        const y = Math.min(...ys)
        return { row, y, height: Math.max(...ys) + box.height - y, count: ys.length }
      })
    return { places, bands, width: drawn.width ?? 0, height: drawn.height ?? 0 }
  } catch {
    // A picture is no fact: without the worker the mesh is placed in bands.
    return null
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}
