import { existsSync } from 'node:fs'
import { type Diagnosis, type Finding, finding } from '@daomesh/node/contract'
import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { connectHome } from '../cli/connect.ts'
import { readApiNote } from '../compose/serviceNotes.ts'
import { checkFiles } from './checkFiles.ts'

export const checkRuntime = (version = process.versions.node): readonly Finding[] => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18) ? [] : [finding('RUNTIME_OLD', { version })]
}

type Asked = Diagnosis | Finding | null

/** What the running node says of itself; null where none runs. */
const askNode = async (home: string): Promise<Asked> => {
  if (readApiNote(home) === null) return null
  try {
    const { node, close } = await connectHome(home)
    try {
      return await node.network.diagnose({ probe: true })
    } finally {
      close()
    }
  } catch (error) {
    const { what, meta } = toDaomeshError(error)
    return finding('NODE_SILENT', { reason: String(meta['reason'] ?? what) })
  }
}

/** Everything that can be found out about a home from here: its files, and its node where one runs. */
export const examine = async (home: string): Promise<Diagnosis> => {
  const nobody = { at: systemClock.now(), members: [] }
  const before = checkRuntime()
  if (!existsSync(home)) return { ...nobody, findings: [...before, finding('NODE_ABSENT')] }
  const files = [...before, ...checkFiles(home)]
  if (files.some(({ code }) => code === 'HOME_UNREACHABLE')) return { ...nobody, findings: files }
  const asked = await askNode(home)
  if (asked !== null && 'members' in asked) return { ...asked, findings: [...files, ...asked.findings] }
  // Loaded here: SQLite is needed for nothing else in the command line.
  const { checkStopped } = await import('./checkStopped.ts')
  const stopped = checkStopped(home)
  // A note that a killed node left: nobody is there, so nobody is silent.
  const silent = asked !== null && stopped.some(({ code }) => code === 'HOME_IN_USE') ? [asked] : null
  return { ...nobody, findings: [...files, ...(silent ?? stopped)] }
}

/** Leaves only the members of this name, account or device. @throws DaomeshError `INPUT_INVALID` where there is none. */
export const onlyPeer = (diagnosis: Diagnosis, text: string): Diagnosis => {
  const wanted = text.trim().toLowerCase()
  const starts = (id: string): boolean => wanted.length >= 4 && id.toLowerCase().startsWith(wanted)
  const members = diagnosis.members.filter(
    ({ name, account, devices }) => name?.toLowerCase() === wanted || starts(account) || devices.some(starts),
  )
  if (members.length > 0) return { ...diagnosis, members }
  throw new DaomeshError('INPUT_INVALID', {
    meta: { field: 'peer', given: text.slice(0, 80), reason: 'no member of this name, account or device' },
  })
}
