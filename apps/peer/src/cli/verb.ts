import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import { defaultHome, readPath } from '../home/homePaths.ts'
import { connectHome } from './connect.ts'
import { note, writeResult } from './print/output.ts'

/** What a verb was called with, read once from the command line. */
export type Call = {
  readonly home: string
  readonly json: boolean
  /** Where the caller retries after a lost answer, the same id keeps the command from acting twice. */
  readonly requestId: string
  /** A positional argument. @throws DaomeshError `INPUT_INVALID` where it is missing. */
  readonly argument: (position: number) => string
  /** Positional arguments that repeat at the end. */
  readonly rest: (position: number) => readonly string[]
  readonly option: (name: string) => string | undefined
  /** @throws DaomeshError `INPUT_INVALID` where it is missing. */
  readonly required: (name: string) => string
  readonly all: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
  /** The positional arguments as they were given. */
  readonly positional: () => readonly string[]
}

export const readCall = (command: Command): Call => {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals()
  const option = (name: string): string | undefined => {
    const value = options[name]
    return typeof value === 'string' ? value : undefined
  }
  const missing = (field: string): DaomeshError => new DaomeshError('INPUT_INVALID', { meta: { field, reason: 'missing' } })
  const given = option('home')
  // As a variable that was never set leaves it: keys would be written to wherever somebody stands.
  if (given?.trim() === '') throw new DaomeshError('INPUT_INVALID', { meta: { field: 'home', reason: 'empty' } })
  return {
    home: given === undefined ? defaultHome() : readPath(given),
    json: options['json'] === true,
    requestId: option('requestId') ?? randomUUID(),
    argument: (position) => {
      const value: unknown = command.processedArgs[position]
      if (typeof value !== 'string') throw missing(`argument ${position + 1}`)
      return value
    },
    rest: (position) => {
      const value: unknown = command.processedArgs[position]
      return Array.isArray(value) ? value.map(String) : []
    },
    option,
    required: (name) => {
      const value = option(name)
      if (value === undefined) throw missing(name)
      return value
    },
    all: (name) => {
      const value = options[name]
      return Array.isArray(value) ? value.map(String) : []
    },
    flag: (name) => options[name] === true,
    positional: () => command.args,
  }
}

/** A verb that needs no running node. */
export const verb = <T>(command: Command, act: (call: Call) => Promise<T>, text: (result: T) => string): Command =>
  command.action(async () => {
    const call = readCall(command)
    writeResult(await act(call), call.json, text)
  })

/** A verb that talks to the running node of the home. */
export const nodeVerb = <T>(command: Command, act: (node: NodeClient, call: Call) => Promise<T>, text: (result: T) => string): Command =>
  verb(
    command,
    async (call) => {
      const { node, close } = await connectHome(call.home)
      try {
        return await act(node, call)
      } finally {
        close()
      }
    },
    text,
  )

const repeatable = (command: Command): Command => command.option('--request-id <id>', 'repeat an earlier call: it acts once')

/** A verb that writes something without a signature. */
export const actingVerb = <T>(...given: Parameters<typeof nodeVerb<T>>): Command => repeatable(nodeVerb(...given))

/** How a terminal asks a verb to end: Ctrl-C, the system, a window that is closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const interrupted = 130

/**
 * Until it is called off: whoever ends the verb while a person is asked takes the question back, and the verb ends refused. A second time, or while nobody is
 * asked, it ends at once.
 */
const takeBackAtEnd = (node: NodeClient, request: string): (() => void) => {
  let isEnding = false
  const exit = (): void => process.exit(interrupted)
  const end = (): void => {
    if (isEnding) return exit()
    isEnding = true
    node.node.takeBack({ request }).then(({ taken }) => taken === 0 && exit(), exit)
  }
  for (const ending of endings) process.on(ending, end)
  return () => {
    for (const ending of endings) process.off(ending, end)
  }
}

/** A verb whose act waits for the member's signature: says where to confirm while it waits. */
export const signingVerb = <T>(command: Command, act: (node: NodeClient, call: Call) => Promise<T>, text: (result: T) => string): Command =>
  actingVerb(
    command,
    async (node, call) => {
      const done = new AbortController()
      const hint = async (): Promise<void> => {
        for await (const { topics } of await node.node.changes({ cursor: null }, { signal: done.signal })) {
          if (!topics.some((topic) => topic === 'signer' || topic === '*')) continue
          const { signer } = await node.node.status(undefined, { signal: done.signal })
          if (signer.pending > 0) return note(signer.page === null ? 'Confirm in the signing window.' : `Confirm at ${signer.page}`)
        }
      }
      const hinting = hint().catch((error: unknown) => {
        if (!done.signal.aborted) note(error instanceof Error ? error.message : String(error))
      })
      const callOff = takeBackAtEnd(node, call.requestId)
      try {
        return await act(node, call)
      } finally {
        callOff()
        done.abort()
        await hinting
      }
    },
    text,
  )
