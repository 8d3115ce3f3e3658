import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { names, type Stage } from '../stage.ts'

const run = promisify(execFile)
/** Sends one packet to an address for documents, where nobody is. */
const stray = `const s = require('node:dgram').createSocket('udp4'); s.send('x', 9, '192.0.2.1', () => s.close())`

/** No host sent a packet to anywhere but its own network. The counter is tried out afterwards, so that a silent one is noticed. */
export const stayInside = async ({ lan }: Stage): Promise<void> => {
  const counts = await Promise.all(lan.hosts.map((_, index) => lan.strays(index)))
  const astray = counts.flatMap((count, index) => (count === 0 ? [] : [`${names[index]}: ${count}`]))
  if (astray.length > 0) throw new Error(`packets to the outside: ${astray.join(', ')}`)
  const [first = ''] = lan.hosts
  await run('ip', ['netns', 'exec', first, execPath, '-e', stray], { timeout: 20_000 })
  if ((await lan.strays(0)) === 0) throw new Error('a packet to the outside was not counted')
}
