import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Comments } from '../../parts/comments/Comments.tsx'
import { Section } from '../../parts/Section.tsx'
import { useHasLeft } from '../dao/useHasLeft.ts'
import type { Proposal } from './isUnderWay.ts'

type ThreadProps = { readonly space: string; readonly about: string; readonly comments: Proposal['comments'] }

/** The talk about a proposal. */
export const Thread = ({ space, about, comments }: ThreadProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const hasLeft = useHasLeft(space)
  return (
    <Section title={t('thread.title')}>
      <Comments
        comments={comments}
        none={t('thread.none')}
        post={hasLeft ? null : (input, replyTo) => client.comments.post({ ...input, space, about, replyTo: replyTo?.entry ?? null })}
      />
    </Section>
  )
}
