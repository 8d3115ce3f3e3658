import { Alert, Anchor, Grid, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconArrowLeft, IconCalendarRepeat, IconHourglassLow } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Person } from '../../parts/Person.tsx'
import { ProgressChip } from '../../parts/ProgressChip.tsx'
import { When } from '../../parts/When.tsx'
import { BallotBox } from '../ballots/BallotBox.tsx'
import { BallotList } from '../ballots/BallotList.tsx'
import { TallyView } from '../ballots/TallyView.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { MemberDaos } from '../nested/MemberDaos.tsx'
import { QuestionNotice } from '../nested/QuestionNotice.tsx'
import { AgreementNotice } from '../deals/AgreementNotice.tsx'
import { PromiseNotice } from '../deals/PromiseNotice.tsx'
import { JoinNotice } from '../joining/JoinNotice.tsx'
import { SpinOffNotice } from '../spinOffs/SpinOffNotice.tsx'
import { PartnershipNotice } from '../partnerships/PartnershipNotice.tsx'
import { AnchorCard } from './AnchorCard.tsx'
import { AnchoredPolls } from './AnchoredPolls.tsx'
import { RecordCard } from '../records/RecordCard.tsx'
import { CallList } from './CallList.tsx'
import { ClosingCheck } from './ClosingCheck.tsx'
import { Equivocations } from './Equivocations.tsx'
import { NoVote } from './NoVote.tsx'
import { ProposalFacts } from './ProposalFacts.tsx'
import { ProposalStatePill } from './ProposalStatePill.tsx'
import { ProposeAgain } from './ProposeAgain.tsx'
import { ProposalText } from './ProposalText.tsx'
import { Thread } from './Thread.tsx'
import { OwnTributes } from './TributeNotice.tsx'
import { Waits } from './Waits.tsx'
import { isOver, isUnderWay, takesBallots } from './isUnderWay.ts'
import type { Proposal } from './isUnderWay.ts'

/** What is, or is about to be, recorded is carried out from there. */
const isOnRecord = ({ record, anchor }: Proposal): boolean => (record.start !== null || record.recordable) && anchor.state === 'none'

/** Its ballots are the signature that it asks for: nobody has to carry it anywhere, unless what passes is recorded first. */
const signsAlone = ({ signs, anchor }: Proposal): boolean => signs && anchor.state === 'none'

/** Its calls would fail until the bounty was paid, so trying them out says nothing. */
const isPromised = ({ promise }: Proposal): boolean => promise !== null && promise.paid !== 'whole'

/** Windows close by the time of the chain, which no event tells. */
const lookAgain = (proposal: Proposal | undefined): number | false => {
  if (proposal === undefined) return false
  const { status } = proposal.record
  return status === 'challengeable' || status === 'waiting' || proposal.state === 'open' ? 5_000 : false
}

/** What members are called, DAOs among them too, and the other DAO of a partnership. */
const namesOf = ({ tally: { weights }, memberDaos, partnership }: Proposal): ReadonlyMap<string, string> =>
  new Map(
    [...weights, ...memberDaos, ...(partnership === null ? [] : [{ account: partnership.partner, name: partnership.partnerName }])].flatMap(
      ({ account, name }) => (name === null ? [] : [[account, name] as const]),
    ),
  )

/** Everything about one proposal: text, calls, talk at the left; ballot, tally, anchor at the right. */
export const ProposalPage = () => {
  const { t } = useTranslation()
  const say = useSentence()
  const { queries } = useApi()
  const { space, decision } = useParams({ from: '/dao/$space/proposals/$decision' })
  const query = useQuery({
    ...queries.proposals.get.queryOptions({ input: { space, decision } }),
    refetchInterval: ({ state }) => lookAgain(state.data),
  })
  return (
    <Loaded query={query} what={t('proposal.loading')}>
      {(proposal) => (
        <Page
          title={proposal.title}
          above={
            <Anchor component={Link} to={`/dao/${space}/proposals`} size="sm" c="dimmed" mb={8} display="inline-block">
              <Group gap={5}>
                <IconArrowLeft size={14} aria-hidden />
                {t('proposals.title')}
              </Group>
            </Anchor>
          }
          about={
            <Group gap="md" mt={8}>
              <ProposalStatePill state={proposal.state} signs={proposal.signs} recorded={proposal.recorded} />
              <Person account={proposal.author} name={proposal.authorName} size={20} />
              <When at={proposal.submittedAt} />
              <ProgressChip progress={proposal.progress} seen={proposal.seenBy} />
            </Group>
          }
        >
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Stack gap="xl">
                <Equivocations proposal={proposal} />
                {proposal.question !== null && <QuestionNotice question={proposal.question} />}
                {proposal.agreement !== null && <AgreementNotice agreement={proposal.agreement} />}
                {proposal.joining.length > 0 && <JoinNotice sentences={proposal.joining} />}
                {proposal.partnership !== null && (
                  <PartnershipNotice
                    partnership={proposal.partnership}
                    past={isOver(proposal.state) || ['final', 'enacted'].includes(proposal.state)}
                  />
                )}
                {proposal.spinOff !== null && <SpinOffNotice space={space} proposal={{ ...proposal, spinOff: proposal.spinOff }} />}
                {isUnderWay(proposal) && <OwnTributes space={space} proposal={proposal} />}
                {proposal.promise !== null && <PromiseNotice promise={proposal.promise} />}
                {proposal.closing !== null && <ClosingCheck space={space} closing={proposal.closing} />}
                {proposal.halfLife !== null && (
                  <Alert
                    color={proposal.halfLife.key === 'halfLife.differs' ? 'red' : 'blue'}
                    variant="light"
                    icon={<IconHourglassLow size={18} />}
                  >
                    {say(proposal.halfLife)}
                  </Alert>
                )}
                {proposal.periodic !== null && (
                  <Alert variant="light" icon={<IconCalendarRepeat size={18} />}>
                    {say(proposal.periodic)}
                  </Alert>
                )}
                <ProposalText proposal={proposal} />
                <AnchoredPolls space={space} decision={decision} />
                <CallList
                  calls={proposal.calls}
                  past={!takesBallots(proposal) || isPromised(proposal)}
                  paired={proposal.partnership !== null || proposal.spinOff !== null}
                  names={namesOf(proposal)}
                />
                <Thread space={space} about={decision} comments={proposal.comments} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack gap="xl">
                {takesBallots(proposal) &&
                  (proposal.seated ? <BallotBox space={space} proposal={proposal} /> : <NoVote space={space} proposal={proposal} />)}
                {isOver(proposal.state) && proposal.closing === null && <ProposeAgain space={space} proposal={proposal} />}
                <TallyView proposal={proposal} />
                <MemberDaos proposal={proposal} />
                <Waits space={space} proposal={proposal} />
                {(!signsAlone(proposal) || isOnRecord(proposal)) && <RecordCard space={space} proposal={proposal} />}
                {!isOnRecord(proposal) && !signsAlone(proposal) && <AnchorCard space={space} proposal={proposal} />}
                <BallotList proposal={proposal} />
                <ProposalFacts proposal={proposal} space={space} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Page>
      )}
    </Loaded>
  )
}
