import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Comments } from '../../parts/comments/Comments.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Bounty } from './bounties.ts'

type Comment = Bounty['comments'][number]

/** The talk about a bounty and its parts, in the deal where it was agreed: both sides read it, nobody else. */
export const BountyTalk = ({ bounty: { bounty, deal, comments, margins } }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const aboutOf = ({ node, replyTo }: Comment): string | null => {
    const title = replyTo === null ? margins.find((one) => one.node === node)?.title : null
    return node === null || title === null || title === undefined ? null : t('bounties.talk.about', { title })
  }
  return (
    <Section title={t('bounties.talk.title')}>
      <Comments
        comments={comments}
        none={t(deal === null ? 'bounties.talk.noDeal' : 'thread.none')}
        post={
          deal === null
            ? null
            : (input, replyTo) =>
                client.bounties.comment({ ...input, bounty, node: replyTo?.node ?? null, replyTo: replyTo?.entry ?? null })
        }
        about={aboutOf}
      />
    </Section>
  )
}
