import { useTranslation } from 'react-i18next'
import type { Deal, OfferRow } from './deals.ts'
import { VoteLine } from './VoteLine.tsx'

type MemberQuestionProps = { readonly hunter: Deal['hunter']; readonly question: NonNullable<OfferRow['question']> }

/** That the members of the hunter's DAO are asked, how far they are, and the way to the ballot. */
export const MemberQuestion = ({ hunter, question }: MemberQuestionProps) => {
  const { t } = useTranslation()
  const { space, decision, state, tally, mine } = question
  const words = t(`deals.members.${state}`, { name: hunter.name ?? '', for: tally.for, against: tally.against, total: tally.total })
  return <VoteLine words={words} question={{ space, decision, waits: state === 'asked' && mine === null }} />
}
