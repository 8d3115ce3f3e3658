import { Alert, Button, Grid, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { IconAlertTriangle, IconGitFork } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { checksumAddress, readAddress } from '../../../format/checksumAddress.ts'
import { Section } from '../../../parts/Section.tsx'
import { ActDialog } from '../acts/ActDialog.tsx'
import { useAct } from '../acts/useAct.ts'
import type { Bounty, Move, Part } from '../bounties.ts'
import { KnownAccounts } from '../KnownAccounts.tsx'
import { useMoney } from '../useMoney.ts'
import { drawNonce, leavesOf } from './leavesOf.ts'
import { AddPart, PartFields, PartHeadings } from './PartFields.tsx'
import { filledParts, partFaults, splitSums } from './splitPlan.ts'
import { SplitTree, TreePreview } from './SplitTree.tsx'
import { SumCheck } from './SumCheck.tsx'
import { useSplitPlan } from './useSplitPlan.ts'

const dateOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 10)
const endOfDay = 86_399
const secondsOf = (date: string): number => Math.floor(Date.parse(date) / 1_000) + endOfDay

type SplitEditorProps = { readonly bounty: Bounty; readonly part: Part; readonly move: Move }

/** The rows of a split, whether their sums fit, and what the tree becomes. Nothing of it is safe to start on before it is on the chain. */
export const SplitEditor = ({ bounty, part, move }: SplitEditorProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const money = useMoney()
  const { token, agreement } = bounty
  const decimals = money.decimalsOf(token)
  const plan = useSplitPlan(part.node)
  const [due, setDue] = useState(dateOf(agreement.deliverBy))
  const known = useId()
  const [arbiter, setArbiter] = useState<string>(checksumAddress(agreement.arbiter))
  const [tried, setTried] = useState(false)
  const [leaves, setLeaves] = useState<ReturnType<typeof leavesOf> | null>(null)
  const act = useAct(client.bounties.split, move)
  const [amount, committed] = [BigInt(part.amount), BigInt(part.committed)]
  const sums = splitSums(plan.parts, amount - committed, decimals)
  const filled = filledParts(plan.parts)
  const faulty = filled.some((one) => partFaults(one, decimals).length > 0)
  // The bounty's own day stays its own second.
  const deliverBy = due === dateOf(agreement.deliverBy) ? agreement.deliverBy : secondsOf(due)
  const dueFits = Number.isFinite(deliverBy) && deliverBy <= agreement.deliverBy && deliverBy > bounty.now
  const judge = readAddress(arbiter)
  const ready = filled.length > 0 && !faulty && sums.fits && sums.whole && dueFits && judge !== null
  const review = (): void => {
    setTried(true)
    if (!ready) return
    setLeaves(
      leavesOf(plan.parts, {
        agreement,
        parent: part.bounty ?? bounty.bounty,
        splitter: part.payee,
        decimals,
        deliverBy,
        arbiter: judge,
        nonce: drawNonce,
      }),
    )
  }
  const node = part.node === bounty.bounty ? null : part.node
  const close = (): void => {
    setLeaves(null)
    if (act.outcome === null) return
    plan.forget()
    void navigate({ to: '/bounties/$bounty', params: { bounty: bounty.bounty } })
  }
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <KnownAccounts id={known} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            review()
          }}
        >
          <Stack gap="lg">
            <Section title={t('bounties.split.rows')} padded={false}>
              <PartHeadings />
              <ol style={{ margin: 0, padding: 0, listStyle: 'none' }}>
                {plan.parts.map((one, at) => (
                  <PartFields
                    key={one.key}
                    part={one}
                    at={at}
                    of={plan.parts.length}
                    unit={money.unitOf(token)}
                    faults={tried && filled.includes(one) ? partFaults(one, decimals) : []}
                    acts={plan.actsOf(one.key)}
                    payees={known}
                  />
                ))}
              </ol>
              <AddPart add={plan.add} />
            </Section>
            <Section title={t('bounties.split.terms')}>
              <Group align="flex-start" gap="md">
                <TextInput
                  type="date"
                  style={{ flex: '1 1 170px' }}
                  label={t('bounties.split.due')}
                  max={dateOf(agreement.deliverBy)}
                  required
                  value={due}
                  onChange={(event) => setDue(event.currentTarget.value)}
                  error={dueFits ? null : t('bounties.split.dueFault')}
                />
                <TextInput
                  style={{ flex: '3 1 300px' }}
                  label={t('deals.terms.arbiter')}
                  description={t('bounties.split.arbiterAbout')}
                  inputWrapperOrder={['label', 'input', 'description', 'error']}
                  required
                  spellCheck={false}
                  autoComplete="off"
                  list={known}
                  value={arbiter}
                  onChange={(event) => setArbiter(event.currentTarget.value)}
                  error={judge === null ? t('bounties.fault.payee') : null}
                />
              </Group>
            </Section>
            <Alert color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('bounties.parts.notSafe')}>
              {t('bounties.split.notSafe')}
            </Alert>
            {tried && filled.length === 0 && (
              <Text size="sm" c="error" role="alert">
                {t('bounties.split.empty')}
              </Text>
            )}
            <Group justify="flex-end">
              <Button type="submit" leftSection={<IconGitFork size={16} aria-hidden />}>
                {t('bounties.split.review')}
              </Button>
            </Group>
          </Stack>
        </form>
        <VisuallyHidden aria-live="polite">{plan.told}</VisuallyHidden>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="lg" pos="sticky" top={16}>
          <Section title={t('bounties.split.sums')}>
            <SumCheck token={token} amount={amount} committed={committed} sums={sums} />
          </Section>
          <SplitTree bounty={bounty} at={part.node} parts={filled} decimals={decimals} />
        </Stack>
      </Grid.Col>
      {leaves !== null && (
        <ActDialog
          title={t('bounties.split.reviewTitle')}
          sentence={t('bounties.split.what', {
            count: leaves.length,
            sum: money.say(token, sums.sum),
            margin: money.say(token, sums.margin),
          })}
          call={t('bounties.act.called', {
            name: 'split',
            args: t('bounties.split.args', { count: leaves.length, sum: money.say(token, sums.sum) }),
          })}
          go={t('bounties.split.go')}
          done={t('bounties.split.done')}
          bounty={bounty.bounty}
          preview={{ kind: 'split', node, leaves }}
          act={act}
          submit={() => act.run({ bounty: bounty.bounty, node, leaves })}
          onClose={close}
        >
          <TreePreview bounty={bounty} at={part.node} parts={filled} decimals={decimals} />
        </ActDialog>
      )}
    </Grid>
  )
}
