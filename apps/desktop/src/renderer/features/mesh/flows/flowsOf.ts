import { type MeshAccount, type MeshMap, stateOf } from '../mesh.ts'

/** One stop of the money: an account, or all the smaller ones of a row together. */
export type Stop = { readonly id: string; readonly account: MeshAccount | null; readonly row: number; readonly others: number }
export type Flow = { readonly from: string; readonly to: string; readonly units: bigint; readonly state: 'open' | 'objected' | 'settled' }
type Read = {
  readonly accounts: MeshMap['accounts']
  readonly ties: readonly Pick<MeshMap['ties'][number], 'payer' | 'payee' | 'token' | 'amount' | 'open' | 'objected' | 'settled'>[]
}
export type Flows = {
  readonly stops: readonly Stop[]
  readonly flows: readonly Flow[]
  /** Left out, since it would go round. */ readonly round: bigint
}

/** Stops with a name of their own in each row; the rest of the row is one. */
const namedInRow = 9

/**
 * The money of one token as flows without circles: a Sankey diagram of one would never end. The largest flows are kept, and of a circle its smallest is left out
 * and summed up.
 */
export const flowsOf = (data: Read, token: string): Flows => {
  const ties = data.ties.filter((tie) => tie.token === token)
  const weight = new Map<string, bigint>()
  for (const { payer, payee, amount } of ties) for (const one of [payer, payee]) weight.set(one, (weight.get(one) ?? 0n) + BigInt(amount))
  const heavier = (a: MeshAccount, b: MeshAccount): number => {
    const [x, y] = [weight.get(a.account) ?? 0n, weight.get(b.account) ?? 0n]
    return x === y ? (a.account < b.account ? -1 : 1) : x > y ? -1 : 1
  }
  const stops = new Map<string, Stop>()
  const stopOf = new Map<string, string>()
  const rows = new Set(data.accounts.map(({ row }) => row))
  for (const row of rows) {
    const here = data.accounts.filter((one) => one.row === row && weight.has(one.account)).toSorted(heavier)
    for (const [i, account] of here.entries()) {
      const isNamed = i < namedInRow || here.length === namedInRow + 1
      const id = isNamed ? account.account : `row ${row}`
      stopOf.set(account.account, id)
      const before = stops.get(id)
      stops.set(id, { id, account: isNamed ? account : null, row, others: isNamed ? 0 : (before?.others ?? 0) + 1 })
    }
  }
  const sums = new Map<string, { from: string; to: string; units: bigint; state: Flow['state'] }>()
  for (const tie of ties) {
    const [from, to] = [stopOf.get(tie.payer), stopOf.get(tie.payee)]
    if (from === undefined || to === undefined) continue
    const flow = sums.get(`${from}>${to}`) ?? { from, to, units: 0n, state: 'settled' as Flow['state'] }
    const state = stateOf(tie)
    const worse =
      flow.state === 'objected' || state === 'objected' ? 'objected' : flow.state === 'open' || state === 'open' ? 'open' : 'settled'
    sums.set(`${from}>${to}`, { ...flow, units: flow.units + BigInt(tie.amount), state: worse })
  }
  const next = new Map<string, string[]>()
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>()
    const stack = [from]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at === to) return true
      if (seen.has(at)) continue
      seen.add(at)
      stack.push(...(next.get(at) ?? []))
    }
    return false
  }
  const flows: Flow[] = []
  let round = 0n
  for (const flow of [...sums.values()].toSorted((a, b) => (a.units === b.units ? 0 : a.units > b.units ? -1 : 1))) {
    if (flow.units === 0n) continue
    if (reaches(flow.to, flow.from)) round += flow.units
    else {
      next.set(flow.from, [...(next.get(flow.from) ?? []), flow.to])
      flows.push(flow)
    }
  }
  const used = new Set(flows.flatMap(({ from, to }) => [from, to]))
  return { stops: [...stops.values()].filter(({ id }) => used.has(id)), flows, round }
}
