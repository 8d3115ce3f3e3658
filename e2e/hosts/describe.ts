import type { SceneMember } from '../scene/startMember.ts'

const answerPatience = 5_000

const lineOf = async ({ name, api }: SceneMember): Promise<string> => {
  const [{ network, chain }, { spaces }] = await Promise.all([api.node.status(), api.network.status()])
  const rows = spaces.map(({ entries, pending, peers }) => {
    const equal = peers.map((peer) => (peer.equal === null ? '-' : peer.equal ? '=' : '≠')).join('')
    return `${entries} entries, ${pending} pending, peers ${equal || 'none'}`
  })
  return `${name}: ${network.state}, ${network.peers} peers, chain ${chain.state} ${chain.block ?? ''}; ${rows.join('; ')}`
}

/** After a failure: what every node shows, a line each. */
export const describe = (members: readonly SceneMember[]): Promise<readonly string[]> =>
  Promise.all(
    members.map((member) => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve(`${member.name}: no answer`), answerPatience)
      })
      const line = lineOf(member).catch((error: unknown) => `${member.name}: ${String(error)}`)
      return Promise.race([line, late]).finally(() => clearTimeout(timer))
    }),
  )
