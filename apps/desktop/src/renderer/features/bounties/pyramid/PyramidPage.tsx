import { Alert, Anchor, Button, Grid, Group, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconAlertTriangle, IconArrowLeft, IconCircleCheck, IconSitemap } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import { Loaded } from '../../../parts/Loaded.tsx'
import { Nothing } from '../../../parts/Nothing.tsx'
import { Page } from '../../../parts/Page.tsx'
import { Section } from '../../../parts/Section.tsx'
import { SumCheck } from '../split/SumCheck.tsx'
import { CarryOutReady } from './CarryOutReady.tsx'
import { chosenOf, missingIn, type Offered, offeredIn, type Pyramid, sumsOf } from './pyramid.ts'
import { PyramidTree } from './PyramidTree.tsx'
import { useMine } from '../useMine.ts'

/** What keeps it from being safe to start, or that nothing does. */
const Standing = ({ pyramid }: { readonly pyramid: Pyramid }) => {
  const { t } = useTranslation()
  const missing = missingIn(pyramid)
  if (pyramid.rows.length === 0) return null
  return pyramid.safe && missing.length === 0 ? (
    <Group gap={7} wrap="nowrap" px="md" py="xs" c="var(--for)" aria-live="polite">
      <IconCircleCheck size={17} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm" fw={550}>
        {t('bounties.parts.safe')}
      </Text>
    </Group>
  ) : (
    <Alert radius={0} color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('bounties.parts.notSafe')}>
      <List size="sm" spacing={2}>
        {missing.map(({ state, count }) => (
          <List.Item key={state}>{t(`bounties.pyramid.missing.${state}`, { count })}</List.Item>
        ))}
      </List>
    </Alert>
  )
}

type PlanNoticeProps = { readonly pyramid: Pyramid; readonly anew: boolean; readonly change: (anew: boolean) => void }

/** Where the members' answer is awaited, or was given; and how another plan takes its place. */
const PlanNotice = ({ pyramid: { plan, as, step }, anew, change }: PlanNoticeProps) => {
  const { t } = useTranslation()
  if (plan === null || step !== 'plan') return null
  const state = anew ? 'anew' : plan.asked !== null ? 'askedAnew' : plan.signed ? 'signed' : 'asked'
  const decision = plan.asked ?? plan.decision
  return (
    <Alert variant="light" title={t(`bounties.pyramid.planned.${state}`)}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t(`bounties.pyramid.planned.${state}About`)}</Text>
        <Group gap="md">
          {decision !== null && as !== null && (
            <Anchor component={Link} to={`/dao/${as}/proposals/${decision}`} size="sm">
              {t('bounties.pyramid.planned.open')}
            </Anchor>
          )}
          <Button size="compact-sm" variant="default" onClick={() => change(!anew)}>
            {t(anew ? 'bounties.pyramid.planned.leave' : 'bounties.pyramid.planned.change')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}

const Shown = ({ pyramid }: { readonly pyramid: Pyramid }) => {
  const { t } = useTranslation()
  const { daos } = useMine()
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [carrying, setCarrying] = useState<readonly Offered[] | null>(null)
  const [anew, setAnew] = useState(false)
  const { agreement, step, unfinished, plan } = pyramid
  const planStands = step === 'plan' && plan !== null && !anew
  const chosen = planStands ? offeredIn(pyramid).filter(({ planned }) => planned) : chosenOf(pyramid, turned)
  const sums = sumsOf(pyramid, chosen)
  const turn = (key: string): void => {
    const next = new Set(turned)
    if (!next.delete(key)) next.add(key)
    setTurned(next)
  }
  const offered = offeredIn(pyramid)
  const dao = daos.find((one) => one.dao === agreement.hunter)?.name
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="lg">
          <PlanNotice pyramid={pyramid} anew={anew} change={setAnew} />
          <Section title={t('bounties.parts.title')} padded={false}>
            <Standing pyramid={pyramid} />
            {pyramid.rows.length === 0 ? (
              <Nothing
                icon={<IconSitemap size={28} stroke={1.5} />}
                title={t('bounties.pyramid.emptyTitle')}
                teach={t(pyramid.mine ? 'bounties.pyramid.empty' : 'bounties.pyramid.emptyOther')}
              />
            ) : (
              <PyramidTree
                pyramid={pyramid}
                chosen={step === 'none' || planStands ? null : new Set(chosen.map(({ key }) => key))}
                turn={turn}
              />
            )}
          </Section>
          {step !== 'none' && !planStands && (offered.length > 0 || unfinished.length > 0) && (
            <Group justify="flex-end" gap="md">
              <Text size="sm" c="dimmed" style={{ flex: '1 1 260px' }}>
                {t(step === 'anchor' ? 'bounties.pyramid.anchorAbout' : 'bounties.pyramid.planAbout')}
              </Text>
              <Button
                leftSection={<IconSitemap size={16} aria-hidden />}
                disabled={(chosen.length === 0 && unfinished.length === 0) || !sums.fits}
                onClick={() => setCarrying(unfinished.length > 0 ? [] : chosen)}
              >
                {unfinished.length > 0
                  ? t('bounties.pyramid.goOn.go')
                  : t(
                      step === 'anchor'
                        ? 'bounties.pyramid.anchor.button'
                        : dao === undefined
                          ? 'bounties.pyramid.plan.sign'
                          : 'bounties.pyramid.plan.ask',
                      {
                        count: chosen.length,
                        name: dao,
                      },
                    )}
              </Button>
            </Group>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Section title={t('bounties.split.sums')}>
          <SumCheck token={agreement.token} amount={BigInt(agreement.amount)} committed={BigInt(pyramid.committed)} sums={sums} />
        </Section>
      </Grid.Col>
      {carrying !== null && (
        <CarryOutReady
          pyramid={pyramid}
          chosen={carrying}
          onClose={() => {
            setCarrying(null)
            setAnew(false)
          }}
        />
      )}
    </Grid>
  )
}

/** Who does what in a bounty, on every level: what is on the chain, signed, asked and missing; and one button for all that is ready. */
export const PyramidPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { bounty } = useParams({ from: '/bounties/$bounty/pyramid' })
  const query = useQuery(queries.bounties.pyramid.queryOptions({ input: { bounty } }))
  return (
    <Loaded query={query}>
      {(pyramid) => (
        <Page
          title={t('bounties.pyramid.page', { title: pyramid.title ?? t('bounties.parts.untitled') })}
          about={t('bounties.pyramid.about')}
          above={
            <Anchor
              component={Link}
              to={pyramid.root === null ? (pyramid.deal === null ? '/bounties' : `/deals/${pyramid.deal}`) : `/bounties/${pyramid.root}`}
              size="sm"
              c="dimmed"
              mb={8}
              display="inline-block"
            >
              <Group gap={5}>
                <IconArrowLeft size={14} aria-hidden />
                {t(pyramid.root === null && pyramid.deal !== null ? 'bounties.toDeal' : 'bounties.title')}
              </Group>
            </Anchor>
          }
        >
          <Shown key={bounty} pyramid={pyramid} />
        </Page>
      )}
    </Loaded>
  )
}
