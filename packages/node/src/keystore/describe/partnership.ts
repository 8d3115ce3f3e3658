import type { PartnershipQuestion } from '@daomesh/protocol'
import { mergerEffects } from './merger.ts'
import { person, say, type Saying } from './say.ts'

/** What a DAO and its partner give each other, worked out from the calls: the terms of the meeting bind what the other one does. */
export const partnershipEffects = ({ partner, gives, gets, merger }: PartnershipQuestion): readonly Saying[] => {
  if (merger !== null) return mergerEffects(merger, partner)
  const params = { partner: person(partner), gives, gets }
  return [
    gives === '0'
      ? say('sign.ballot.partnership.takes', 'Takes all power in this DAO from the DAO at {partner}.', params)
      : say('sign.ballot.partnership.gives', 'Gives the DAO at {partner} a seat in this DAO, with power {gives}.', params),
    gets === '0'
      ? say('sign.ballot.partnership.loses', 'In return that DAO takes all power in it from this DAO.', params)
      : say('sign.ballot.partnership.gets', 'In return that DAO gives this DAO a seat, with power {gets}.', params),
    say('sign.ballot.partnership.both', 'One transaction does both, or neither happens.'),
    ...(gives === '0'
      ? []
      : [say('sign.ballot.partnership.reads', 'The members of a DAO that has a seat here can read what is written in this DAO.', params)]),
  ]
}
