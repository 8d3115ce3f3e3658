import { type CallOutcome, decodeCall, type DecodedCall, decodeRosterChange, decodeRulesChange, type PlainArgument } from '@daomesh/chain'
import { changedRules, currentMembers } from '@daomesh/governance'
import { type Address, type Call, type Rules, toDaomeshError } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { callRow } from '../contract/shapes.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { describeEscrow } from './describeEscrow.ts'
import { describeRedeem } from './describeRedeem.ts'
import { describeRound, roundPayees } from './describeRound.ts'
import { describeHandover, describeTransfer } from './describeTransfer.ts'
import { describePowers, describeRoster } from './describeRoster.ts'
import { refusalOf } from './refusalOf.ts'

export type CallAnswer = z.input<typeof callRow>

const plainText = (value: PlainArgument): string => (typeof value === 'string' ? value : JSON.stringify(value))

const argsOf = (args: Extract<DecodedCall, { kind: 'known' }>['args']): CallAnswer['args'] =>
  args.map(({ name, value }) => ({ name, value: plainText(value) }))

const short = (hash: PlainArgument | undefined): string => (typeof hash === 'string' ? hash.slice(0, 10) : '')

/** A simulation says what would happen now; without a chain there is none, and the screen says so. */
const simulate = async (node: NodeContext, space: DaoSpace, calls: readonly Call[]): Promise<readonly CallOutcome[] | null> => {
  if (!space.chainState().founded || calls.length === 0) return null
  try {
    return await node.adapters.chain.client.simulate({
      from: space.record.dao,
      calls: calls.map(({ target, value, data }) => ({ to: target, value, data })),
    })
  } catch (error) {
    node.adapters.logger.debug('calls.unsimulated', { code: toDaomeshError(error).code })
    return null
  }
}

/**
 * Calls in words, before anybody signs: decoded by us, simulated by the chain. `before`: the rules that a change of rules is compared with. `isProven`: the hash
 * that the DAO signs stands for what the text asks, so it needs no words of its own.
 */
export const describeCalls = async (
  node: NodeContext,
  space: DaoSpace,
  calls: readonly Call[],
  withSimulation: boolean,
  before: Rules = space.chainState().rules,
  isProven = false,
): Promise<CallAnswer[]> => {
  const outcomes = withSimulation ? await simulate(node, space, calls) : null
  const members = new Set(currentMembers(space.chainState()).flatMap(({ account, power }) => (power > 0n ? [account] : [])))
  const isMember = (account: Address): boolean => members.has(account)
  return Promise.all(
    calls.map(async (call, i) => {
      const decoded = decodeCall(call, { dao: space.record.dao, factory: space.record.factory })
      const outcome = outcomes?.[i]
      const rules = decodeRulesChange(space.record.dao, call)
      const row = {
        changes:
          rules === null
            ? describePowers(decodeRosterChange(space.record.dao, call) ?? [])
            : changedRules(before, rules).map(({ key, params }) => ({ key, params: { ...params } })),
        target: call.target,
        value: call.value.toString(),
        data: call.data,
        codeHash: call.codeHash,
        simulation: outcome === undefined ? null : { ok: outcome.ok, reason: outcome.ok ? null : refusalOf(outcome) },
      }
      const ours = describeEscrow(space.record.chain.chainId, call) ?? describeRound(call) ?? describeRedeem(call)
      if (ours !== null) return { ...row, summary: ours, function: null, args: roundPayees(call) }
      if (decoded.kind === 'payment')
        return {
          ...row,
          summary: { key: 'call.payment', params: { wei: call.value.toString(), to: call.target } },
          function: null,
          args: [],
        }
      if (decoded.kind === 'raw')
        return {
          ...row,
          summary: { key: 'call.raw', params: { to: call.target, selector: decoded.selector, bytes: decoded.bytes } },
          function: null,
          args: [],
        }
      if (rules !== null) return { ...row, summary: { key: 'call.rules', params: {} }, function: null, args: [] }
      // It lies at one address on every chain, so it is no other contract that calls itself so.
      if (decoded.contract === 'Pair' && decoded.function === 'meet')
        return { ...row, summary: { key: 'call.meet', params: {} }, function: decoded.function, args: argsOf(decoded.args) }
      if (decoded.contract === 'Pair' && decoded.function === 'expectRoster')
        return {
          ...row,
          summary: { key: 'call.expectRoster', params: { dao: plainText(decoded.args[0]?.value ?? '').toLowerCase() } },
          function: decoded.function,
          args: argsOf(decoded.args),
        }
      if (decoded.contract === 'Dao' && decoded.function === 'approveHash' && call.target === space.record.dao)
        return {
          ...row,
          summary: isProven ? { key: 'call.sign', params: {} } : { key: 'call.signHash', params: { hash: short(decoded.args[0]?.value) } },
          function: decoded.function,
          args: argsOf(decoded.args),
        }
      return {
        ...row,
        summary: describeRoster(decodeRosterChange(space.record.dao, call) ?? [], isMember) ??
          (await describeTransfer(node, space, call.target, decoded)) ??
          (await describeHandover(node, space, call)) ?? {
            key: 'call.known',
            params: { to: call.target, contract: decoded.contract, function: decoded.function },
          },
        function: decoded.function,
        args: argsOf(decoded.args),
      }
    }),
  )
}
