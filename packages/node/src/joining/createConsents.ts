import type { ChainClient } from '@daomesh/chain'
import { type ConsentValue, keys, type Registers, valuesOf } from '@daomesh/governance'
import { type Address, type Clock, limits, type Random, seatIn, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import { drawPause } from '../changes/drawPause.ts'
import { consentLimit } from '../membership/daoProof.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { Logger } from '../ports.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { type AgreedSeats, createAgreedSeats } from './createAgreedSeats.ts'
import { type Consent, isConsenting } from './isConsenting.ts'

export type Consents = {
  /** What DAOs of this node agreed to in a DAO that they are no members of yet: shown there at the door. The same list until it changes. */
  readonly shownTo: (outer: SpaceId) => readonly Consent[]
  /** Keeps what is to be shown. Whether it is another list than before. */
  readonly show: (outer: SpaceId, consents: readonly Consent[]) => boolean
  /** Somebody with an open invite showed these at the door: by the account that linked the device. */
  readonly heard: (space: DaoSpace, consents: readonly Consent[], from: Address) => void
  /** What is said of DAOs that ask for a seat, as far as the chain confirms it now. */
  readonly agreed: AgreedSeats
  readonly stop: () => void
}

export type ConsentsParameters = {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly account: AccountChoice
  readonly client: Pick<ChainClient, 'signs'>
}

/** Milliseconds. Whoever knocks does so at every member it finds: the pause keeps a dozen from all writing it down. */
const pause = { least: 300, most: 3_000 }
/** Asking is free for who holds an invite, so a DAO keeps no more DAOs that ask than it has seats. */
const mostKept = limits.rosterMembers
/** A DAO signs as often as its members like: of one no more is kept than is looked at (governance J16). */
const mostOfDao = 16
/** Of one account, at once: whoever shows false ones leaves places to the others. */
const mostOfOne = consentLimit
const none: readonly Consent[] = []

/** Whether a record says just this already. */
export const isBrought = (registers: Registers, { dao, power, shares, signature }: Consent): boolean =>
  valuesOf<ConsentValue>(registers, keys.consents).some(
    (one) => one.dao === dao && one.power === power && one.shares === shares && one.signature === signature,
  )

/** What DAOs agreed to in other DAOs before they have a seat there: shown by their members' nodes, written down by whoever is a member there and first. */
export const createConsents = ({ clock, random, logger, account, client }: ConsentsParameters): Consents => {
  const shown = new Map<SpaceId, readonly Consent[]>()
  const waiting = new Map<string, { readonly from: Address; readonly cancel: () => void }>()
  const waitingOf = (from: Address): number => [...waiting.values()].filter((one) => one.from === from).length

  const isNews = (space: DaoSpace, consent: Consent): boolean => {
    const registers = space.registers()
    const seated = new Set(space.chainState().epochs.flatMap(({ members }) => members.map((member) => member.account)))
    if (seated.has(consent.dao) || isBrought(registers, consent)) return false
    // Those that had a seat ask no more: what they said before it is looked at by nobody.
    const asking = valuesOf<ConsentValue>(registers, keys.consents).filter(({ dao }) => !seated.has(dao))
    const own = asking.filter(({ dao }) => dao === consent.dao).length
    return own === 0 ? new Set(asking.map(({ dao }) => dao)).size < mostKept : own < mostOfDao
  }
  const write = async (space: DaoSpace, consent: Consent): Promise<void> => {
    const self = account.current()
    if (self === null || seatIn(space.view(), self) === null || !space.canWrite() || !isNews(space, consent)) return
    if (await isConsenting(client, space, consent)) await space.append('member.consent', consent)
  }
  return {
    agreed: createAgreedSeats(client),
    shownTo: (outer) => shown.get(outer) ?? none,
    show: (outer, consents) => {
      const before = shown.get(outer) ?? none
      if (before.length === consents.length && before.every(({ signature }, i) => signature === consents[i]?.signature)) return false
      shown.set(outer, consents)
      return true
    },
    heard: (space, consents, from) => {
      for (const consent of consents) {
        const place = `${space.id} ${consent.dao} ${consent.signature}`
        if (waiting.has(place) || waiting.size >= mostKept || waitingOf(from) >= mostOfOne || !isNews(space, consent)) continue
        const wait = drawPause(random, pause)
        const cancel = clock.setTimer(() => {
          waiting.delete(place)
          // Whoever asks knocks again, so nothing is lost by this.
          write(space, consent).catch((error: unknown) =>
            logger.warn('application.unkept', { space: space.id, code: toDaomeshError(error).code }),
          )
        }, wait)
        waiting.set(place, { from, cancel })
      }
    },
    stop: () => {
      for (const { cancel } of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
