import {
  decodeCall,
  type DecodedCall,
  decodeHandover,
  decodeRosterChange,
  decodeRulesChange,
  type PlainArgument,
  type RosterDelta,
} from '@daomesh/chain'
import { type Address, type Call, type Decision, type Domain, type Hex, memberKinds, type UnsignedTransaction } from '@daomesh/protocol'
import { describeBondCall } from './bondCall.ts'
import { describeEscrowCall } from './escrowCall.ts'
import { describeRoundCall } from './roundCall.ts'
import { describeRules } from './rules.ts'
import { describeTillCall } from './tillCall.ts'
import { chainText, ether, moment, onChain, person, quoted, quotedJson, say, type Saying, short, worth } from './say.ts'

/** Longer than any id or address: nobody reads such bytes, so their number is said instead of filling the screen. */
const readableHex = 2 + 2 * 64

const shorten = (value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('0x') && value.length > readableHex
    ? `${(value.length - 2) / 2} bytes, ${value.slice(0, 10)}…`
    : value

const argument = (value: PlainArgument): string =>
  typeof value === 'string' ? quoted(String(shorten(value))) : quotedJson(value, (_, inner) => shorten(inner))

/** Our own functions are recognised by their shape at any target, so the sentence says that it is the shape, unless the target is the DAO itself. */
const decode = (target: Address, value: bigint, data: Hex): DecodedCall => {
  const call = { target, value, data }
  const ours = [decodeCall(call, { dao: target }), decodeCall(call, { factory: target }), decodeCall(call, { inbox: target })]
  return ours.find(({ kind }) => kind !== 'raw') ?? decodeCall(call)
}

/** One line of a roster change, by which somebody becomes a member or a member's seat changes. */
const describeSeat = ({ account, power, mint }: RosterDelta): Saying => {
  const params = { member: person(account), shares: mint.toString() }
  if (power === undefined) return say('sign.call.shares', 'Gives {member} {shares} new shares.', params)
  if (power === 0n)
    return say(
      'sign.call.unseat',
      'Takes all power from {member}: whoever had some is a member no longer and keeps the shares, with {shares} new ones.',
      params,
    )
  return say('sign.call.seat', 'Seats {member} as a member, with power {power} and {shares} new shares.', {
    ...params,
    power: power.toString(),
  })
}

/** What a call to a target does. @param dao the DAO that makes the call, where it is known */
export const describeCall = ({ target, value, data }: Pick<Call, 'target' | 'value' | 'data'>, dao?: Address): readonly Saying[] => {
  const escrow = describeEscrowCall({ target, data }) ?? describeRoundCall({ target, data })
  // What it sends along in ETH is the amount or the bond that the sentence names.
  if (escrow !== null) return escrow
  const bond = describeBondCall({ target, value, data })
  if (bond !== null) return bond
  const sale = describeTillCall({ target, value, data })
  if (sale !== null) return sale
  const decoded = decode(target, value, data)
  const params = { to: person(target), amount: ether(value), wei: value.toString() }
  if (decoded.kind === 'payment') return [say('sign.call.payment', 'Pays {amount} to {to}.', params)]
  const paid = value > 0n ? [say('sign.call.value', 'Sends {amount} along to {to}.', params)] : []
  if (decoded.kind === 'raw') {
    const facts = { ...params, selector: decoded.selector, bytes: decoded.bytes.toString() }
    return [say('sign.call.raw', 'Calls {to} with {bytes} bytes this app cannot read (function {selector}).', facts), ...paid]
  }
  const approved =
    decoded.contract === 'ERC-20' && decoded.function === 'approve'
      ? decoded.args.map(({ value: given }) => (typeof given === 'string' ? given : ''))
      : null
  if (approved !== null)
    return [
      say('sign.call.approve', 'Lets {spender} take exactly {amount}, instead of what it could take before.', {
        ...params,
        spender: person((approved[0] ?? '0x') as Hex),
        amount: worth(target, BigInt(approved[1] ?? '0')),
      }),
      ...paid,
    ]
  const given =
    decoded.contract === 'ERC-20' && decoded.function === 'transfer'
      ? decoded.args.map(({ value: one }) => (typeof one === 'string' ? one : ''))
      : null
  if (given !== null)
    return [
      say('sign.call.transfer', 'Pays {amount} to {payee}, by the shape of the call.', {
        amount: worth(target, BigInt(given[1] ?? '0')),
        payee: person((given[0] ?? '0x') as Hex),
      }),
      ...paid,
    ]
  const taken =
    decoded.contract === 'ERC-20' && decoded.function === 'transferFrom'
      ? decoded.args.map(({ value: given }) => (typeof given === 'string' ? given : ''))
      : null
  if (taken !== null)
    return [
      say('sign.call.take', 'Takes {amount} from {from}, for {payee}, by the shape of the call.', {
        amount: worth(target, BigInt(taken[2] ?? '0')),
        from: person((taken[0] ?? '0x') as Hex),
        payee: person((taken[1] ?? '0x') as Hex),
      }),
      ...paid,
    ]
  const handover = decodeHandover({ target, value, data })
  if (handover !== null) {
    const facts = {
      ...params,
      item: handover.item.toString(),
      count: handover.amount.toString(),
      from: person(handover.from),
      payee: person(handover.to),
    }
    return [
      handover.standard === 'erc721'
        ? say('sign.call.nft', 'Hands number {item} of the NFTs at {to} over, from {from} to {payee}, by the shape of the call.', facts)
        : say('sign.call.items', 'Hands {count} of item {item} at {to} over, from {from} to {payee}, by the shape of the call.', facts),
      ...paid,
    ]
  }
  const seats = target === dao ? decodeRosterChange(target, { target, data }) : null
  // A contract as a member is something else than a person: then the whole call is shown.
  if (seats?.every(({ kind }) => kind === memberKinds.key) === true) return [...seats.map(describeSeat), ...paid]
  const rules = target === dao ? decodeRulesChange(target, { target, data }) : null
  if (rules !== null) return [say('sign.call.rules', 'Gives the DAO new rules for every later decision:'), ...describeRules(rules), ...paid]
  return [
    target === dao && decoded.contract === 'Dao'
      ? say('sign.call.own', 'Changes the DAO itself by its function “{function}”.', { ...params, function: decoded.function })
      : say('sign.call.function', 'Calls {to}, by its shape the function “{function}” ({contract}).', {
          ...params,
          function: decoded.function,
          contract: decoded.contract,
        }),
    ...decoded.args.map(({ name, value: given }) =>
      say('sign.call.argument', '{name}: {value}', { name: name === '' ? 'argument' : name, value: argument(given) }),
    ),
    ...paid,
  ]
}

export const describeDecision = (domain: Domain, decision: Decision): readonly Saying[] => [
  say('sign.decision.title', 'Sign a decision with {count} call(s)', { count: decision.calls.length.toString() }),
  ...decision.calls.flatMap((call) => describeCall(call, domain.verifyingContract)),
  say('sign.decision.text', 'Its text has the hash {hash}.', { hash: short(decision.contentHash), id: decision.contentHash }),
  say('sign.decision.times', 'Voting closes {closes}; it expires {expires}.', {
    closes: moment(decision.closesAt),
    expires: moment(decision.expiresAt),
  }),
  onChain(domain),
]

export const describeTransaction = (transaction: UnsignedTransaction): readonly Saying[] => {
  const { to, value, data, gas, maxFeePerGas, chainId, nonce } = transaction
  const size = ((data.length - 2) / 2).toString()
  return [
    say('sign.transaction.title', 'Send a transaction'),
    ...(to === null
      ? [say('sign.transaction.create', 'Creates a new contract from {bytes} bytes, with {amount}.', { bytes: size, amount: ether(value) })]
      : describeCall({ target: to, value, data })),
    say('sign.transaction.fee', 'Costs at most {fee} in fees.', { fee: ether(gas * maxFeePerGas) }),
    say('sign.transaction.place', 'Transaction number {nonce} of this account on {chain}.', {
      nonce: nonce.toString(),
      chain: chainText(BigInt(chainId)),
    }),
  ]
}
