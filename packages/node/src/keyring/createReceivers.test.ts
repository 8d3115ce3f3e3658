import { type DeviceValue, keys, registersOf } from '@daomesh/governance'
import { address, type DeviceId, type ViewFact, type ViewId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { keepsItsAnswer } from '../fixtures/keepsItsAnswer.ts'
import { createReceivers } from './createReceivers.ts'
import { receiversOf } from './receiversOf.ts'

const [ada, ben] = ['a', 'b'].map((digit) => address.parse(`0x${digit.repeat(40)}`)) as [
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
]
const device = (digit: string): DeviceId => digit.repeat(64) as DeviceId
const linked = (member: typeof ada, digit: string): DeviceValue => ({
  member,
  device: device(digit),
  exchangeKey: `0x${digit.repeat(64)}`,
  notAfter: '9',
})
const view = (...members: readonly (typeof ada)[]): ViewFact => ({ view: members.join() as ViewId, index: 1, members: new Set(members) })

/** Registers of which each value stays the same object, as in a replica. */
const write = (values: readonly DeviceValue[], unlinked: readonly DeviceValue[] = []) =>
  registersOf([
    ...values.map((value) => ({ key: keys.device(value.member, value.device), value })),
    ...unlinked.map((value) => ({ key: keys.unlinked(value.member, value.device), value: { at: value.device } })),
  ])

test('says what receiversOf says after every change of a device, a revocation, or the view, and the same list while nothing changed', () => {
  const [first, second, renewed] = [linked(ada, '1'), linked(ben, '2'), { ...linked(ada, '1'), notAfter: '12' }]
  let [registers, present] = [write([first]), view(ada, ben)]
  const receivers = createReceivers(
    () => registers,
    () => present,
  )
  const look = () => {
    expect(receivers()).toEqual(receiversOf(registers, present))
    return receivers()
  }
  const steps = [
    () => (registers = write([first, second])),
    () => (registers = write([renewed, second])),
    () => (registers = write([renewed, second], [second])),
    () => (present = view(ben)),
    () => (registers = write([renewed, second])),
    () => (present = view(ada)),
    () => (registers = write([first, second])),
  ]
  keepsItsAnswer(look, steps)
})
