import type { NodeContext } from '../context.ts'

/**
 * Looks at the head of the chain while no DAO is open here, whose facts bring it along, or none whose facts the endpoint tells: who has none sees too that
 * there is a chain, what time it is on it, and that something moved. A failure doubles the pause, as for facts (chain A7). Returns what stops it.
 */
export const followHead = ({ adapters, chainView, spaces }: Pick<NodeContext, 'adapters' | 'chainView' | 'spaces'>): (() => void) => {
  const { client } = adapters.chain
  const { poll, slowestPoll } = client.profile
  let stopped = false
  let pause = poll
  let cancel: () => void = () => undefined

  const look = async (): Promise<void> => {
    if (chainView.online() && spaces.daos().every(({ record }) => chainView.contradicts(record.dao))) {
      try {
        const head = await client.head()
        if (stopped) return
        chainView.onHead(head)
        pause = poll
      } catch (error) {
        if (stopped) return
        chainView.onFailure(error)
        pause = Math.min(pause * 2, slowestPoll)
      }
    }
    cancel = adapters.clock.setTimer(() => void look(), pause)
  }

  cancel = adapters.clock.setTimer(() => void look(), 0)
  return () => {
    stopped = true
    cancel()
  }
}
