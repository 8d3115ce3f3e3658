import { expect, test } from 'vitest'
import { countCase, tableCases, tallyCase } from './tallyCases.ts'

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

test('T10: the table of vectors that the contract is compared with is what these rules say', async () => {
  const cases = Array.from({ length: tableCases }, (_, n) => tallyCase(n)).filter((one) => one.current.length > 0)
  const lines = cases.map((one) => JSON.stringify({ ...one, expect: countCase(one) }, plain))
  const outcomes = cases.map(countCase)
  // The table is worth something only if it shows both sides of every outcome.
  for (const field of ['decisive', 'unanimous', 'immediate'] as const) {
    const share = outcomes.filter((one) => one[field]).length / outcomes.length
    expect(share > 0.05 && share < 0.95, `${field} ${share}`).toBe(true)
  }
  await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('./generated/tally.json')
})
