import { expect, test } from 'vitest'
import { compileUnits, parseSources } from './compile.ts'
import { soliditySites } from './soliditySites.ts'
import { weave } from './weave.ts'

const source = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// ⌊a ÷ b⌋ and others: bytes and characters differ
contract Small {
    error Nothing();
    uint256 private constant LIMIT = 10;
    uint256 public paid;

    function pay(uint256 a, uint256 b) external returns (uint256 left) {
        if (a == 0) revert Nothing();
        if (a < b && a <= LIMIT) paid += a;
        left = share(a, b) - 1;
        assembly ("memory-safe") {
            if gt(left, a) { left := sub(a, 2) }
            sstore(0, add(left, b))
        }
    }

    function share(uint256 a, uint256 b) private pure returns (uint256) {
        return a / b;
    }
}
`
const file = 'src/Small.sol'
const bytes = Buffer.from(source)
const wovenWith = (without: readonly number[] = []) => {
  const tree = parseSources(new Map([[file, bytes]])).get(file)
  if (tree === undefined) throw new Error('the compiler gave no tree')
  return weave(file, bytes, soliditySites(tree, bytes), new Set(without))
}

test('every operator, number, condition and statement becomes its changes, and all of them compile together', { timeout: 120_000 }, () => {
  const { text, changes } = wovenWith()
  const told = changes.map(({ lineNumber, becomes }) => `${lineNumber} ${becomes}`)
  for (const change of [
    '11 if (false) revert Nothing();',
    '11 if (a != 0) revert Nothing();',
    '11 if (a == 1) revert Nothing();',
    '12 if (a <= b && a <= LIMIT) paid += a;',
    '12 if (a < b || a <= LIMIT) paid += a;',
    '12 if (a < b && a <= (LIMIT + 1)) paid += a;',
    '12 if (a < b && a <= LIMIT) paid -= a;',
    '12 if (a < b && a <= LIMIT)',
    '13 left = share(b, a) - 1;',
    '13 left = share(a, b) - 0;',
    '13 left = share(a, b) + 1;',
    '15 if iszero(lt(left, a)) { left := sub(a, 2) }',
    '15 if 1 { left := sub(a, 2) }',
    '15 if gt(left, a) { left := add(a, 2) }',
    '15 if gt(left, a) { left := sub(a, 3) }',
    '15 if gt(left, a) { }',
    '16 sstore(0, sub(left, b))',
    '21 return a * b;',
  ])
    expect(told).toContain(change)
  expect(new Set(told).size).toBe(told.length)
  expect(Object.keys(compileUnits(new Map([[file, text]])))).toEqual([file])
  for (const { id } of changes)
    expect(
      new RegExp(`block.prevrandao == ${id}\\b`).test(text) || text.includes(`case ${id} `) || text.includes(`prevrandao(), ${id})`),
    ).toBe(true)
})

test('what is left out keeps its number, and the rest stays', { timeout: 120_000 }, () => {
  const [all, some] = [wovenWith(), wovenWith([2, 3])]
  expect(some.changes).toEqual(all.changes.filter(({ id }) => id !== 2 && id !== 3))
  expect(some.text).not.toMatch(/prevrandao == [23] /)
})
