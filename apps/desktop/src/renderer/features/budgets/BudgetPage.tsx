import { Anchor, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { HashText } from '../../parts/HashText.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Page } from '../../parts/Page.tsx'
import { Person } from '../../parts/Person.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import { BudgetStatus } from './BudgetStatus.tsx'
import { Closing } from './Closing.tsx'
import { Pledging } from './Pledging.tsx'
import { PledgeList } from './PledgeList.tsx'
import { Sum } from './Sum.tsx'

/** One budget: projects and pledging at the left; how it stands and ends at the right. */
export const BudgetPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { space, budget } = useParams({ from: '/dao/$space/budgets/$budget' })
  const query = useQuery(queries.budgets.get.queryOptions({ input: { space, budget } }))
  return (
    <Loaded query={query}>
      {(page) => (
        <Page
          title={page.title}
          above={
            <Anchor component={Link} to={`/dao/${space}/budgets`} size="sm" c="dimmed" mb={8} display="inline-block">
              <Group gap={5}>
                <IconArrowLeft size={14} aria-hidden />
                {t('budgets.title')}
              </Group>
            </Anchor>
          }
          about={
            <Group gap="md" mt={8}>
              <BudgetStatus status={page.status} />
              <Sum token={page.token} amount={page.amount} fw={650} />
              <Person account={page.author} name={page.authorName} size={20} />
              <When at={page.openedAt} />
            </Group>
          }
        >
          <Grid gap="xl">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Pledging key={page.budget} space={space} page={page} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack gap="xl">
                <Section title={t('budgets.rule')}>
                  <Stack gap="sm">
                    <Text size="sm">{t('budgets.ruleAbout', { all: page.allocation })}</Text>
                    {page.closesAt === 0 ? (
                      <Text size="sm" c="dimmed">
                        {t('budgets.noEnd')}
                      </Text>
                    ) : (
                      <Group gap={6}>
                        <Text size="sm" c="dimmed">
                          {t('budgets.end')}
                        </Text>
                        <When at={page.closesAt * 1000} />
                      </Group>
                    )}
                    <HashText label={t('budgets.id')} value={page.budget} />
                  </Stack>
                </Section>
                <Closing space={space} page={page} />
                <PledgeList page={page} />
              </Stack>
            </Grid.Col>
          </Grid>
        </Page>
      )}
    </Loaded>
  )
}
