import type { ComponentLogger, Logger } from '@libp2p/interface'

const nothing = (): void => undefined

const silence: Logger = Object.assign(nothing.bind(null), {
  error: nothing,
  trace: nothing,
  enabled: false,
  newScope: (): Logger => silence,
})

/**
 * Each message passes some twenty lines of the transport's own trace, and the usual logger works out at each of them whether anybody listens. What a person
 * needs to know is kept by the node itself (rule T9, its log).
 */
export const silentLogger: ComponentLogger = { forComponent: () => silence }
