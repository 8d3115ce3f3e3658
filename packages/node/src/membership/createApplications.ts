import { type ApplicantValue, inviteStateOf, isUnlinked, keys, type Registers, valueAt, valuesOf } from '@daomesh/governance'
import { type Clock, type DeviceId, type InviteId, limits, type Random, seatIn, toDaomeshError } from '@daomesh/protocol'
import { drawPause } from '../changes/drawPause.ts'
import type { Logger } from '../ports.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { SignedLink } from '../identity/createDeviceLinks.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** What a stranger with an open invite of this DAO said at the door: its own link, proven, and the name it gives itself. */
export type Application = SignedLink & { readonly invite: InviteId; readonly name: string }

/** What of a DAO is needed at its door. */
type Door = Pick<DaoSpace, 'id' | 'registers' | 'view' | 'canWrite' | 'append'>

export type Applications = { readonly heard: (space: Door, application: Application) => void; readonly stop: () => void }

type Parameters = {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly account: Pick<AccountChoice, 'current'>
}

/** Milliseconds. Whoever knocks does so at every member it finds: the pause keeps a dozen from all writing it down. */
const pause = { least: 300, most: 3_000 }
/** Asking is free for who holds an invite, so a DAO keeps no more of it than it has seats; closing the invite makes room. */
const mostKept = limits.rosterMembers

const kept = (registers: Registers): readonly ApplicantValue[] =>
  valuesOf<ApplicantValue>(registers, keys.applicants).filter(({ invite }) => inviteStateOf(registers, invite, 0) === 'open')

/** Tells the other members who asks for a seat: one record for each account and invite, by whichever member is first. */
export const createApplications = ({ clock, random, logger, account }: Parameters): Applications => {
  const waiting = new Map<string, () => void>()

  const isNews = (space: Door, { link, invite }: Application): boolean => {
    const registers = space.registers()
    const known = valueAt<ApplicantValue>(registers, keys.applicant(link.member))
    if (known?.invite === invite || isUnlinked(registers, link.member, link.device.slice(2) as DeviceId)) return false
    // Who holds two invites and shows them in turn would have the members write for ever: one that is open says all.
    if (known !== undefined && inviteStateOf(registers, known.invite, 0) === 'open') return false
    return kept(registers).length < mostKept
  }
  const write = async (space: Door, application: Application): Promise<void> => {
    const self = account.current()
    if (self === null || seatIn(space.view(), self) === null || !space.canWrite() || !isNews(space, application)) return
    const { link, signature, invite, name } = application
    await space.append('member.apply', { invite, name, link, signature })
  }

  return {
    heard: (space, application) => {
      const place = `${space.id} ${application.link.member}`
      if (waiting.has(place) || waiting.size >= mostKept || !isNews(space, application)) return
      const wait = drawPause(random, pause)
      waiting.set(
        place,
        clock.setTimer(() => {
          waiting.delete(place)
          // Whoever asks knocks again, so nothing is lost by this.
          write(space, application).catch((error: unknown) =>
            logger.warn('application.unkept', { space: space.id, code: toDaomeshError(error).code }),
          )
        }, wait),
      )
    },
    stop: () => {
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
