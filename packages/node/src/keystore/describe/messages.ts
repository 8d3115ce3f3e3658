import type { Domain, Genesis, LinkDevice, UnlinkDevice } from '@daomesh/protocol'
import { genesisHashOf } from '@daomesh/protocol'
import { describeRules } from './rules.ts'
import { moment, onChain, person, quoted, say, type Saying, short } from './say.ts'

export const describeLinkDevice = (domain: Domain, link: LinkDevice): readonly Saying[] => [
  say('sign.link.title', 'Link a device'),
  say('sign.link.device', 'Device {device} will write records in your name.', { device: short(link.device), id: link.device }),
  say('sign.link.member', 'Your account: {member}.', { member: person(link.member) }),
  say('sign.link.until', 'It may connect until {until}. What it writes stays valid.', { until: moment(link.notAfter) }),
  say('sign.link.stays', 'You can unlink it later, for good, from another device of yours.'),
  onChain(domain),
]

export const describeUnlinkDevice = (domain: Domain, unlink: UnlinkDevice): readonly Saying[] => [
  say('sign.unlink.title', 'Unlink a device for good'),
  say('sign.unlink.device', 'Device {device} can no longer write in your name, ever.', { device: short(unlink.device), id: unlink.device }),
  say(
    'sign.unlink.kept',
    'What others have built on stays. Nothing else that it wrote counts, and members no longer let it connect or read.',
  ),
  say('sign.unlink.never', 'It cannot be linked to this account again.'),
  say('sign.unlink.member', 'Your account: {member}.', { member: person(unlink.member) }),
  onChain(domain),
]

export const describeGenesis = (domain: Domain, genesis: Genesis): readonly Saying[] => [
  say('sign.genesis.title', 'Found the DAO {name}', { name: quoted(genesis.name) }),
  say('sign.genesis.members', '{count} founding member(s):', { count: genesis.members.length.toString() }),
  ...genesis.members.map(({ account, kind, power, shares }) =>
    say(
      kind === 0 ? 'sign.genesis.person' : 'sign.genesis.contract',
      kind === 0 ? '{account}: power {power}, shares {shares}.' : '{account} (a contract): power {power}, shares {shares}.',
      {
        account: person(account),
        power: power.toString(),
        shares: shares.toString(),
      },
    ),
  ),
  ...describeRules(genesis.rules),
  domain.verifyingContract
    ? say('sign.genesis.factory', 'To be deployed by the factory at {factory}.', { factory: person(domain.verifyingContract) })
    : say('sign.genesis.nowhere', 'It names no factory and can be deployed by none.'),
  say('sign.genesis.chain', 'On chain {chain}, which began with block {block}.', {
    chain: genesis.chainId.toString(),
    block: short(genesis.chainGenesis),
  }),
  say('sign.genesis.hash', 'Hash of the terms {hash}, to compare with the page of the founding and with the others, aloud.', {
    hash: short(genesisHashOf(genesis)),
    id: genesisHashOf(genesis),
  }),
]
