import { fromHex, hashOf, type Hex, type ProjectId, to0x } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { pledgesRootOf } from './pledgesRoot.ts'

const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
const projects = (...numbers: readonly number[]) => numbers.map((n) => id(n) as ProjectId)
const sheet = (n: number) => hashOf('daomesh/pledges/leaf/1', 'pledge', fromHex(id(n)))
const project = (n: number) => hashOf('daomesh/pledges/leaf/1', 'project', fromHex(id(n)))
const node = (left: Uint8Array, right: Uint8Array) => hashOf('daomesh/pledges/node/1', left, right)

test('B4: the root is the tree of RFC 6962, written out for one to six leaves', () => {
  expect(pledgesRootOf([id(1)], [])).toBe(to0x(sheet(1)))
  expect(pledgesRootOf([], projects(1))).toBe(to0x(project(1)))
  expect(pledgesRootOf([id(1)], projects(1))).toBe(to0x(node(sheet(1), project(1))))
  expect(pledgesRootOf([id(2), id(1)], projects(7))).toBe(to0x(node(node(sheet(1), sheet(2)), project(7))))
  const four = node(node(sheet(1), sheet(2)), node(sheet(3), project(7)))
  expect(pledgesRootOf([id(3), id(1), id(2)], projects(7))).toBe(to0x(four))
  expect(pledgesRootOf([id(3), id(1), id(2)], projects(8, 7))).toBe(to0x(node(four, project(8))))
  expect(pledgesRootOf([id(3), id(1), id(2)], projects(9, 8, 7))).toBe(to0x(node(four, node(project(8), project(9)))))
})
