import { type Clock, toDaomeshError } from '@daomesh/protocol'
import type { Logger, SignerDesk } from '../ports.ts'
import type { AccountChoice } from './createAccountChoice.ts'
import type { DeviceLinks } from './createDeviceLinks.ts'

/** Who said no is asked again the next day, not the next minute. */
const every = 24 * 3_600_000

type Parameters = {
  readonly links: Pick<DeviceLinks, 'isDue' | 'renew'>
  readonly account: Pick<AccountChoice, 'current'>
  readonly signer: Pick<SignerDesk, 'state' | 'onChange'>
  readonly clock: Clock
  readonly logger: Pick<Logger, 'info' | 'warn'>
  /** Of the chains whose spaces this node is in. */
  readonly chains: () => Iterable<bigint>
}

/**
 * Has the links of this device signed anew before they end: peers refuse a device whose link has ended, and nothing else would bring it back. Looks at the
 * start, each day, and when the signer is opened. Returns what stops it.
 */
export const renewLinks = ({ links, account, signer, clock, logger, chains }: Parameters): (() => void) => {
  let cancel: () => void = () => undefined
  let wasReady = signer.state().state === 'ready'

  const look = (): void => {
    cancel()
    cancel = clock.setTimer(look, every)
    const own = account.current()
    if (own === null) return
    for (const chainId of new Set(chains()))
      if (links.isDue(chainId, own))
        links.renew(chainId, own).then(
          ({ link }) => logger.info('link.renewed', { notAfter: link.notAfter.toString() }),
          // A no is an answer, and what was linked before stays linked until its end.
          (error: unknown) => logger.warn('link.unrenewed', { code: toDaomeshError(error).code }),
        )
  }
  const stopSigner = signer.onChange(() => {
    const isReady = signer.state().state === 'ready'
    if (isReady && !wasReady) look()
    wasReady = isReady
  })
  look()
  return () => {
    cancel()
    stopSigner()
  }
}
