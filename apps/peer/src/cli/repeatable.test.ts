import { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadNouns } from './loadNouns.ts'

/** Verbs that write a record and ask for no signature, by noun. */
const acting = {
  partnership: ['open', 'offer', 'accept', 'decline', 'withdraw', 'enact'],
  merger: ['offer'],
  'spin-off': ['propose', 'enact'],
  deal: ['open', 'enter', 'offer', 'accept', 'decline', 'withdraw'],
  bounty: ['keep', 'comment'],
  round: ['keep', 'open', 'fund'],
} as const

test.each(Object.entries(acting))(
  'K1 of %s, a command whose answer was lost is repeated by its request id, and acts once',
  async (noun, verbs) => {
    const program = new Command()
    for (const add of await loadNouns([noun])) add(program)
    const found = program.commands.find((one) => one.name() === noun)
    const without = verbs.filter(
      (verb) => !found?.commands.find((one) => one.name() === verb)?.options.some(({ long }) => long === '--request-id'),
    )
    expect(without).toEqual([])
  },
)
