import { entryId, DaomeshError } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao, findDraft, findProposal } from '../choose.ts'
import { signingVerb } from '../verb.ts'

const subjectOf = async (node: NodeClient, space: SpaceId, text: string) => {
  try {
    return await findProposal(node, space, text)
  } catch (error) {
    if (error instanceof DaomeshError && error.code === 'PROPOSAL_UNKNOWN') return findDraft(node, space, text)
    throw error
  }
}

export const addComment = (program: Command): void => {
  const comment = program.command('comment').description('talk about a proposal or a draft')
  signingVerb(
    comment
      .command('post')
      .description('say something')
      .argument('<dao>', 'id, address or name')
      .argument('<about>', 'proposal or draft, id or title')
      .argument('<text...>')
      .option('--reply-to <entry>', 'an earlier comment'),
    async (node, call) => {
      const given = call.option('replyTo')
      const replyTo = given === undefined ? null : entryId.safeParse(given)
      if (replyTo !== null && !replyTo.success)
        throw new DaomeshError('INPUT_INVALID', { meta: { field: 'reply-to', reason: 'not an entry id' } })
      const space = await findDao(node, call.argument(0))
      const about = await subjectOf(node, space, call.argument(1))
      return node.comments.post({ requestId: call.requestId, space, about, replyTo: replyTo?.data ?? null, text: call.rest(2).join(' ') })
    },
    ({ entry }) => `saved here: ${entry}`,
  )
}
