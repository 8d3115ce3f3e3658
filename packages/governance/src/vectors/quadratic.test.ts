import { expect, test } from 'vitest'
import { expectQuadratic, quadraticCase, quadraticTableCases } from './quadraticCases.ts'

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

test('T11: the table of vectors that the contract is compared with is what these rules say', async () => {
  const cases = Array.from({ length: quadraticTableCases }, (_, n) => quadraticCase(n)).filter((one) => one.current.length > 0)
  const outcomes = cases.map(expectQuadratic)
  // The table is worth something only if it shows both sides of every outcome.
  const sides = {
    passes: outcomes.map((one) => one.passes),
    decisive: outcomes.map((one) => one.decisive),
    passesOnly: outcomes.map((one) => one.passes && !one.decisive),
    overspent: outcomes.map((one) => one.overspent.length > 0),
  }
  for (const [name, all] of Object.entries(sides)) {
    const share = all.filter(Boolean).length / all.length
    expect(share > 0.05 && share < 0.95, `${name} ${share}`).toBe(true)
  }
  const lines = cases.map((one, i) => JSON.stringify({ ...one, expect: outcomes[i] }, plain))
  await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('./generated/quadratic.json')
})
