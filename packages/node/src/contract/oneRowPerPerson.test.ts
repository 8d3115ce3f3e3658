import { address, spaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { finding } from './diagnosis.ts'
import { oneRowPerPerson } from './oneRowPerPerson.ts'

const ben = { account: address.parse(`0x${'be'.repeat(20)}`), name: 'Ben', seen: false }

test('M382 rows of which the same is said of one person are one; another name, or another finding, is told by itself', () => {
  const away = (space: string) => [finding('ADDRESS_UNKNOWN', { name: 'Ben' }, { space: spaceId.parse(space.repeat(64)) })]
  const rows = oneRowPerPerson([
    { ...ben, spaceName: 'Mill', findings: away('1') },
    { ...ben, spaceName: 'Barn', findings: [finding('CHAIN_OFF')] },
    { ...ben, name: 'Benno', spaceName: 'Weir', findings: away('2') },
    { ...ben, spaceName: 'Quay', findings: away('3') },
    { ...ben, spaceName: 'Mill', findings: away('4') },
  ])
  expect(rows.map(({ name, spaceNames }) => [name, spaceNames])).toEqual([
    ['Ben', ['Mill', 'Quay']],
    ['Ben', ['Barn']],
    ['Benno', ['Weir']],
  ])
})
