import { Select, Stack, Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../../format/checksumAddress.ts'
import { formatUnits } from '../../../format/formatUnits.ts'
import { Nothing } from '../../../parts/Nothing.tsx'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { Amount } from '../Amount.tsx'
import type { Chosen, MeshMap } from '../mesh.ts'
import classes from './flows.module.css'
import { type Flow, flowsOf, type Stop } from './flowsOf.ts'

type MeshFlowsProps = {
  readonly data: MeshMap
  readonly token: string
  readonly onToken: (token: string) => void
  readonly onChoose: (chosen: Chosen) => void
}

const margin = { side: 220, top: 14 } as const
/** Of a name that stands in the picture; the whole of it stands in the table. */
const longestName = 18
/** Widths are drawn in parts of the whole, since amounts are too long for a number. */
const parts = 1_000_000n

/** The money of one token, from who pays first to whose hands it ends in. */
export const MeshFlows = ({ data, token, onToken, onChoose }: MeshFlowsProps) => {
  const { t } = useTranslation()
  const { ref, width } = useElementSize()
  const { stops, flows, round } = useMemo(() => flowsOf(data, token), [data, token])
  const words = data.tokens.find((one) => one.token === token) ?? { token, symbol: '', decimals: null, known: false, engagements: 0 }
  const inRow = Math.max(...[...Map.groupBy(stops, ({ row }) => row).values()].map(({ length }) => length), 1)
  const height = Math.max(260, inRow * 44)
  const drawn = useMemo(() => {
    if (width === 0 || flows.length === 0) return null
    const most = flows.reduce((sum, { units }) => sum + units, 0n)
    const layout = sankey<Stop, Flow>()
      .nodeId(({ id }) => id)
      .nodeAlign(sankeyJustify)
      .nodeWidth(9)
      .nodePadding(16)
      .extent([
        [4, margin.top],
        [Math.max(width - margin.side, 200), height - margin.top],
      ])
    return layout({
      nodes: stops.map((stop) => ({ ...stop })),
      links: flows.map((flow) => ({
        ...flow,
        source: flow.from,
        target: flow.to,
        value: Math.max(1, Number((flow.units * parts) / most)),
      })),
    })
  }, [stops, flows, width, height])
  const nameOf = ({ account, row, others }: Stop): string =>
    account === null ? t('mesh.flows.others', { count: others, row }) : (account.name ?? shortAddress(account.account))
  const shortNameOf = (stop: Stop): string => {
    const letters = Array.from(nameOf(stop))
    return letters.length > longestName ? `${letters.slice(0, longestName - 1).join('')}…` : letters.join('')
  }
  /** What comes to it or what it pays, whichever is more: as wide as its bar. */
  const through = (id: string): bigint => {
    const sum = (side: 'from' | 'to'): bigint => flows.reduce((all, flow) => (flow[side] === id ? all + flow.units : all), 0n)
    const [out, into] = [sum('from'), sum('to')]
    return out > into ? out : into
  }
  const amountOf = (units: bigint): string =>
    words.known && words.decimals !== null
      ? t('parts.tokenAmount', { amount: formatUnits(units, words.decimals), symbol: words.symbol })
      : t('market.unitsOf', { amount: units.toString(), token: shortAddress(token) })
  return (
    <Stack gap="sm">
      {data.tokens.length > 1 && (
        <Select
          w={200}
          label={t('mesh.flows.in')}
          allowDeselect={false}
          data={data.tokens.map((one) => ({ value: one.token, label: one.known ? one.symbol : shortAddress(one.token) }))}
          value={token}
          onChange={(value) => value !== null && onToken(value)}
        />
      )}
      <section ref={ref} aria-label={t('mesh.flows.title')} className="card" style={{ padding: 16 }}>
        {flows.length === 0 && (
          <Nothing icon={<IconArrowsSplit2 size={28} stroke={1.5} />} title={t('mesh.flows.noneTitle')} teach={t('mesh.flows.noneTeach')} />
        )}
        {drawn !== null && (
          <svg width="100%" height={height} viewBox={`0 0 ${width} ${height}`} className={classes.flows}>
            {drawn.links.map((link) => {
              const { source: from, target: to } = link
              // The layout has put the stops themselves in the place of their ids.
              if (typeof from !== 'object' || typeof to !== 'object') return null
              return (
                <path
                  key={`${link.from}${link.to}`}
                  className={classes.flow}
                  data-state={link.state}
                  d={sankeyLinkHorizontal()(link) ?? ''}
                  strokeWidth={Math.max(1.5, link.width ?? 0)}
                >
                  <title>{t('mesh.flows.flow', { from: nameOf(from), to: nameOf(to), amount: amountOf(link.units) })}</title>
                </path>
              )
            })}
            {drawn.nodes.map((stop) => {
              const { x0 = 0, x1 = 0, y0 = 0, y1 = 0, account } = stop
              const choose = account === null ? undefined : () => onChoose({ kind: 'account', account: account.account })
              return (
                <g
                  key={stop.id}
                  className={classes.stop}
                  {...(choose === undefined
                    ? {}
                    : {
                        role: 'button',
                        tabIndex: 0,
                        'aria-label': t('mesh.flows.stop', { name: shortNameOf(stop), amount: amountOf(through(stop.id)) }),
                        onClick: choose,
                        onKeyDown: (event: React.KeyboardEvent) => {
                          if (event.key === 'Enter' || event.key === ' ') {
                            event.preventDefault()
                            choose()
                          }
                        },
                      })}
                >
                  <rect x={x0} y={y0} width={x1 - x0} height={Math.max(3, y1 - y0)} rx={2} />
                  <text x={x1 + 7} y={(y0 + y1) / 2} dy="0.35em">
                    {shortNameOf(stop)}{' '}
                    <tspan className={classes.amount} dx="0.3em">
                      {amountOf(through(stop.id))}
                    </tspan>
                  </text>
                </g>
              )
            })}
          </svg>
        )}
      </section>
      {flows.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('mesh.flows.about')}
        </Text>
      )}
      {round > 0n && (
        <Text size="sm" c="dimmed">
          {t('mesh.flows.round')} <Amount units={round.toString()} of={words} />
        </Text>
      )}
    </Stack>
  )
}
