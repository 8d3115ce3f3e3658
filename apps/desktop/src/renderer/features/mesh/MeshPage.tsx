import { Grid, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { IconTopologyStarRing3 } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { usePetnames } from '../../api/usePetnames.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { MeshFlows } from './flows/MeshFlows.tsx'
import { MeshGraph } from './graph/MeshGraph.tsx'
import type { Chosen, MeshMap, MeshFilter } from './mesh.ts'
import { ChainAway, UnknownAway } from './ChainAway.tsx'
import { MeshFilters } from './MeshFilters.tsx'
import { MeshPanel } from './MeshPanel.tsx'
import { MeshTable } from './MeshTable.tsx'
import { withPetnames } from './withPetnames.ts'
import { MeshPower } from './power/MeshPower.tsx'
import { MeshPrices } from './protection/MeshPrices.tsx'
import { type MeshView, meshViews } from './views.ts'

const everything: MeshFilter = { token: null, state: null, tag: null, minLevel: null, since: null }
/** Names offered at once; what one types narrows them. */
const offered = 40

const GoTo = ({ data, onGo }: { readonly data: MeshMap; readonly onGo: (account: string) => void }) => {
  const { t } = useTranslation()
  return (
    <Select
      w={200}
      label={t('mesh.goTo')}
      placeholder={t('mesh.goToHint')}
      searchable
      limit={offered}
      nothingFoundMessage={t('mesh.nobody')}
      data={data.accounts.map(({ account, name }) => ({
        value: account,
        label: name === null ? shortAddress(account) : `${name} · ${shortAddress(account)}`,
      }))}
      value={null}
      onChange={(account) => account !== null && onGo(account)}
    />
  )
}

type ViewProps = {
  readonly data: MeshMap
  readonly view: MeshView
  readonly chosen: Chosen | null
  readonly onChoose: (chosen: Chosen | null) => void
}

/** Nothing to show is said of a chain that answers; of one that is away it is not known. */
const NoBounties = ({ seen }: Pick<MeshMap, 'seen'>) => {
  const { t } = useTranslation()
  return (
    <div className="card">
      {seen.away ? (
        <UnknownAway seen={seen} />
      ) : (
        <Nothing icon={<IconTopologyStarRing3 size={28} stroke={1.5} />} title={t('mesh.noneTitle')} teach={t('mesh.noneTeach')} />
      )}
    </div>
  )
}

const View = ({ data, view, chosen, onChoose }: ViewProps) => {
  const [token, setToken] = useState<string | null>(null)
  if (data.accounts.length === 0) return <NoBounties seen={data.seen} />
  const shown = token ?? data.tokens.find((one) => data.ties.some((tie) => tie.token === one.token))?.token ?? ''
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: chosen === null ? 12 : 8.5 }}>
        {view === 'map' && <MeshGraph data={data} chosen={chosen} onChoose={onChoose} />}
        {view === 'table' && <MeshTable data={data} onChoose={onChoose} />}
        {view === 'flows' && <MeshFlows data={data} token={shown} onToken={setToken} onChoose={onChoose} />}
      </Grid.Col>
      {chosen !== null && (
        <Grid.Col span={{ base: 12, lg: 3.5 }}>
          <MeshPanel chosen={chosen} data={data} onChoose={onChoose} />
        </Grid.Col>
      )}
    </Grid>
  )
}

const Mesh = ({ view, chosen, onChoose }: Omit<ViewProps, 'data'>) => {
  const { t } = useTranslation()
  const counted = (accounts: number, ties: number) => ({
    accounts: t('mesh.accountCount', { count: accounts }),
    ties: t('mesh.tieCount', { count: ties }),
  })
  const { queries } = useApi()
  const petnames = usePetnames()
  const named = useCallback((map: MeshMap) => withPetnames(map, petnames), [petnames])
  const [filter, setFilter] = useState(everything)
  const query = useQuery(queries.mesh.map.queryOptions({ input: filter, placeholderData: keepPreviousData, select: named }))
  return (
    <Loaded query={query} what={t('mesh.reading')}>
      {(data) => (
        <Stack gap="md">
          {data.seen.away && data.accounts.length > 0 && <ChainAway seen={data.seen} />}
          <Group gap="sm" justify="space-between" align="flex-end">
            <MeshFilters data={data} filter={filter} onChange={setFilter} />
            <GoTo data={data} onGo={(account) => onChoose({ kind: 'account', account })} />
          </Group>
          <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
            {data.seen.away && data.accounts.length === 0 ? '' : t('mesh.found', counted(data.accounts.length, data.ties.length))}
            {data.omitted.accounts + data.omitted.ties > 0 && ` ${t('mesh.omitted', counted(data.omitted.accounts, data.omitted.ties))}`}
          </Text>
          <View data={data} view={view} chosen={chosen} onChoose={onChoose} />
        </Stack>
      )}
    </Loaded>
  )
}

/** Who works for whom on this chain: as a picture, as a table, as flows of money; and what that says of prices. */
export const MeshPage = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/mesh' })
  const { view = 'map', account, payer, payee, tag, token } = search
  const chosen: Chosen | null =
    payer !== undefined && payee !== undefined ? { kind: 'tie', payer, payee } : account !== undefined ? { kind: 'account', account } : null
  const choose = useCallback(
    (next: Chosen | null): void => {
      const shown = view === 'map' ? {} : { view }
      const picked = next === null ? {} : next.kind === 'account' ? { account: next.account } : { payer: next.payer, payee: next.payee }
      void navigate({ to: '/mesh', search: { ...shown, ...picked }, replace: true, resetScroll: false })
    },
    [navigate, view],
  )
  return (
    <Page
      title={t('mesh.title')}
      about={t(view === 'power' ? 'mesh.power.about' : 'mesh.about')}
      wide
      actions={
        <SegmentedControl
          aria-label={t('mesh.view.label')}
          data={meshViews.map((value) => ({ value, label: t(`mesh.view.${value}`) }))}
          value={view}
          onChange={(value) => {
            void navigate({ to: '/mesh', search: { ...search, view: meshViews.find((one) => one === value) ?? 'map' }, replace: true })
          }}
        />
      }
    >
      {view === 'power' ? (
        <MeshPower onChoose={(one) => void navigate({ to: '/mesh', search: { account: one } })} />
      ) : view === 'prices' ? (
        <MeshPrices
          token={token ?? null}
          tag={tag ?? null}
          onChange={(next) => {
            void navigate({
              to: '/mesh',
              search: {
                view: 'prices',
                ...(next.token === null ? {} : { token: next.token }),
                ...(next.tag === null ? {} : { tag: next.tag }),
              },
              replace: true,
            })
          }}
        />
      ) : (
        <Mesh view={view} chosen={chosen} onChoose={choose} />
      )}
    </Page>
  )
}
