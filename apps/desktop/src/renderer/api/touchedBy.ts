import type { QueryKey } from '@tanstack/react-query'

type Parts = { readonly path: string; readonly input: Readonly<Record<string, unknown>> }

/** Only questions to the node have a path; a screen's own keys answer to no topic but the star. */
const read = ([path, options]: QueryKey): Parts => ({
  path: Array.isArray(path) ? path.join('.') : '',
  input: typeof options === 'object' && options !== null && 'input' in options ? ((options.input ?? {}) as Parts['input']) : {},
})

/** Which queries a change of the node makes stale. Unknown topics touch everything: asking once too often is safe, once too seldom lies. */
export const touchedBy = (topic: string, key: QueryKey): boolean => {
  const { path, input } = read(key)
  const [kind, id] = topic.split(':')
  switch (kind) {
    case 'status':
      return path === 'node.status'
    case 'signer':
      return path === 'node.status' || path === 'chain.balance'
    case 'petnames':
      return path.startsWith('petnames.')
    case 'network':
      return path.startsWith('network.') || path.startsWith('devices.') || path === 'node.status'
    case 'chain':
      return (
        path.startsWith('chain.') ||
        path === 'node.status' ||
        path === 'market.ownBond' ||
        path.startsWith('listings.') ||
        path.startsWith('daos.') ||
        path.startsWith('income.') ||
        path.startsWith('budgets.') ||
        path.startsWith('deals.') ||
        path.startsWith('partnerships.') ||
        path.startsWith('mergers.') ||
        path.startsWith('spinOffs.') ||
        path.startsWith('bounties.') ||
        path.startsWith('rounds.') ||
        path.startsWith('treasury.') ||
        path.startsWith('confederations.') ||
        path.startsWith('proposals.')
      )
    case 'transactions':
      return (
        path.startsWith('chain.') ||
        path.startsWith('bounties.') ||
        path === 'market.ownBond' ||
        path.startsWith('listings.') ||
        path.startsWith('rounds.') ||
        path === 'proposals.get' ||
        path === 'proposals.list' ||
        path === 'daos.get' ||
        path === 'income.get'
      )
    case 'spaces':
      return (
        path === 'daos.list' ||
        path === 'lobbies.list' ||
        path === 'deals.list' ||
        path === 'partnerships.list' ||
        path === 'network.status' ||
        path.startsWith('devices.')
      )
    case 'space':
      // A deal shows what the members of its hunter are asked in their own space.
      return (
        input['space'] === id ||
        path.startsWith('bounties.') ||
        path.startsWith('confederations.') ||
        path.startsWith('rounds.') ||
        path === 'daos.list' ||
        path.startsWith('lobbies.') ||
        path === 'deals.list' ||
        path === 'deals.get' ||
        path.startsWith('partnerships.')
      )
    case 'files':
      return path.startsWith('files.') && input['space'] === id
    case 'bounties':
      return path.startsWith('bounties.')
    case 'market':
      return path.startsWith('market.') || path.startsWith('listings.')
    case 'sales':
      return path.startsWith('listings.')
    case 'mesh':
      return path.startsWith('mesh.')
    case 'draft':
      return input['draft'] === id || path === 'drafts.list'
    default:
      return true
  }
}
